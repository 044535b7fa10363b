-- What an installation calls its record types and fields.
-- What a record type or a field is called here, in one language. Without one it has the name that came with the program.
create table "labels" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "record_type" TEXT not null,
  "field" TEXT,
  "language" TEXT not null,
  "label" TEXT not null,
  "label_sort" BLOB not null,
  "plural" TEXT,
  "custom" TEXT not null
) strict;
create index labels_title on "labels" (title_sort, id) where deleted_at is null;
create index labels_created on "labels" (created_at, id) where deleted_at is null;
create index labels_updated on "labels" (updated_at, id) where deleted_at is null;
create index labels_bin on "labels" (deleted_at, id) where deleted_at is not null;
create table "labels_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "labels" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index labels_search_title on labels_search (title);
create virtual table labels_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='labels_search', content_rowid='row', tokenize='trigram');
create trigger labels_search_insert after insert on labels_search begin
  insert into labels_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger labels_search_delete after delete on labels_search begin
  insert into labels_search_fts (labels_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger labels_search_update after update on labels_search begin
  insert into labels_search_fts (labels_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into labels_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

