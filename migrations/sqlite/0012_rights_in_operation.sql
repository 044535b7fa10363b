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
-- As whom somebody acts in a session, until when, and whether he may change records.
alter table sessions add column acting_as BLOB;
alter table sessions add column acting_record BLOB;
alter table sessions add column acting_until INTEGER;
alter table sessions add column acting_changes INTEGER;
-- That somebody acted as another user, with the reason.
create table "impersonations" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "purpose" TEXT not null,
  "user_id" BLOB not null,
  "person_id" BLOB not null,
  "minutes" INTEGER not null,
  "changes" INTEGER not null,
  "ended_at" INTEGER,
  "seen_at" INTEGER,
  "custom" TEXT not null,
  check (changes in (0, 1))
) strict;
create index impersonations_title on "impersonations" (title_sort, id, person_id) where deleted_at is null;
create index impersonations_created on "impersonations" (created_at, id) where deleted_at is null;
create index impersonations_updated on "impersonations" (updated_at, id) where deleted_at is null;
create index impersonations_bin on "impersonations" (deleted_at, id) where deleted_at is not null;
create index impersonations_user_id on "impersonations" (user_id) where user_id is not null;
create index impersonations_person_id on "impersonations" (person_id, title_sort, id);
create index impersonations_owner_created on "impersonations" (person_id, created_at, id) where deleted_at is null;
create index impersonations_owner_updated on "impersonations" (person_id, updated_at, id) where deleted_at is null;
create table "impersonations_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "impersonations" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index impersonations_search_title on impersonations_search (title);
create virtual table impersonations_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='impersonations_search', content_rowid='row', tokenize='trigram');
create trigger impersonations_search_insert after insert on impersonations_search begin
  insert into impersonations_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger impersonations_search_delete after delete on impersonations_search begin
  insert into impersonations_search_fts (impersonations_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger impersonations_search_update after update on impersonations_search begin
  insert into impersonations_search_fts (impersonations_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into impersonations_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A role that somebody has for some hours.
create table "emergencies" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "purpose" TEXT not null,
  "user_id" BLOB not null,
  "role_id" BLOB not null,
  "hours" INTEGER not null,
  "custom" TEXT not null
) strict;
create index emergencies_title on "emergencies" (title_sort, id) where deleted_at is null;
create index emergencies_created on "emergencies" (created_at, id) where deleted_at is null;
create index emergencies_updated on "emergencies" (updated_at, id) where deleted_at is null;
create index emergencies_bin on "emergencies" (deleted_at, id) where deleted_at is not null;
create index emergencies_user_id on "emergencies" (user_id) where user_id is not null;
create index emergencies_role_id on "emergencies" (role_id) where role_id is not null;
create table "emergencies_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "emergencies" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index emergencies_search_title on emergencies_search (title);
create virtual table emergencies_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='emergencies_search', content_rowid='row', tokenize='trigram');
create trigger emergencies_search_insert after insert on emergencies_search begin
  insert into emergencies_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger emergencies_search_delete after delete on emergencies_search begin
  insert into emergencies_search_fts (emergencies_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger emergencies_search_update after update on emergencies_search begin
  insert into emergencies_search_fts (emergencies_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into emergencies_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

