-- Sentences about rights that have to stay true. A change that breaks one is not saved.
create table "assertions" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "sentence" TEXT not null,
  "sentence_sort" BLOB not null,
  "claim" TEXT not null,
  "action" TEXT not null,
  "record_type" TEXT not null,
  "field" TEXT,
  "whose" TEXT not null,
  "custom" TEXT not null
) strict;
create index assertions_title on "assertions" (title_sort, id) where deleted_at is null;
create index assertions_created on "assertions" (created_at, id) where deleted_at is null;
create index assertions_updated on "assertions" (updated_at, id) where deleted_at is null;
create index assertions_bin on "assertions" (deleted_at, id) where deleted_at is not null;
create table "assertions_people" (
  "parent_id" BLOB not null references "assertions" (id) on delete cascade,
  "position" INTEGER not null,
  "person_type" TEXT not null,
  "person_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index assertions_people_person_id on assertions_people (person_id);
create table "assertions_except" (
  "parent_id" BLOB not null references "assertions" (id) on delete cascade,
  "position" INTEGER not null,
  "user_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index assertions_except_user_id on assertions_except (user_id);
create table "assertions_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "assertions" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index assertions_search_title on assertions_search (title);
create virtual table assertions_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='assertions_search', content_rowid='row', tokenize='trigram');
create trigger assertions_search_insert after insert on assertions_search begin
  insert into assertions_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger assertions_search_delete after delete on assertions_search begin
  insert into assertions_search_fts (assertions_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger assertions_search_update after update on assertions_search begin
  insert into assertions_search_fts (assertions_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into assertions_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
