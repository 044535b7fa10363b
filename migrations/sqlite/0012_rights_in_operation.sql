-- What protects figures and sensitive data whatever roles say. Of several, the strictest counts.
create table "safeguards" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "name" TEXT not null,
  "name_sort" BLOB not null,
  "purpose" TEXT not null,
  "least_records" INTEGER,
  "custom" TEXT not null
) strict;
create index safeguards_title on "safeguards" (title_sort, id) where deleted_at is null;
create index safeguards_created on "safeguards" (created_at, id) where deleted_at is null;
create index safeguards_updated on "safeguards" (updated_at, id) where deleted_at is null;
create index safeguards_bin on "safeguards" (deleted_at, id) where deleted_at is not null;
create table "safeguards_protected" (
  "parent_id" BLOB not null references "safeguards" (id) on delete cascade,
  "position" INTEGER not null,
  "class" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "safeguards_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "safeguards" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index safeguards_search_title on safeguards_search (title);
create virtual table safeguards_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='safeguards_search', content_rowid='row', tokenize='trigram');
create trigger safeguards_search_insert after insert on safeguards_search begin
  insert into safeguards_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger safeguards_search_delete after delete on safeguards_search begin
  insert into safeguards_search_fts (safeguards_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger safeguards_search_update after update on safeguards_search begin
  insert into safeguards_search_fts (safeguards_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into safeguards_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Who read what is protected: by person, class and day, and of which records.
create table reads (
  user_id BLOB not null,
  record_type TEXT not null,
  class TEXT not null,
  through TEXT not null,
  channel TEXT not null,
  day INTEGER not null,
  shown INTEGER not null,
  last_at INTEGER not null,
  primary key (user_id, record_type, class, through, channel, day)
) strict, without rowid;
create index reads_day on reads (day);
create table read_records (
  record_id BLOB not null,
  user_id BLOB not null,
  class TEXT not null,
  through TEXT not null,
  channel TEXT not null,
  day INTEGER not null,
  last_at INTEGER not null,
  primary key (record_id, user_id, class, through, channel, day)
) strict, without rowid;
create index read_records_user on read_records (user_id, day);
create index read_records_day on read_records (day);
