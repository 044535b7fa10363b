-- What protects figures and sensitive data whatever roles say. Of several, the strictest counts.
create table "safeguards" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "name" text not null,
  "name_sort" bytea not null,
  "purpose" text not null,
  "least_records" bigint,
  "custom" text not null
);
create index safeguards_title on "safeguards" (title_sort, id) where deleted_at is null;
create index safeguards_created on "safeguards" (created_at, id) where deleted_at is null;
create index safeguards_updated on "safeguards" (updated_at, id) where deleted_at is null;
create index safeguards_bin on "safeguards" (deleted_at, id) where deleted_at is not null;
create table "safeguards_protected" (
  "parent_id" uuid not null references "safeguards" (id) on delete cascade,
  "position" bigint not null,
  "class" text not null,
  primary key (parent_id, position)
);
create table "safeguards_search" (
  record_id uuid primary key references "safeguards" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index safeguards_search_title on safeguards_search (title text_pattern_ops);
create index safeguards_search_ordinary on safeguards_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index safeguards_search_personal on safeguards_search using gin (personal gin_trgm_ops) where personal is not null;
create index safeguards_search_special on safeguards_search using gin (special gin_trgm_ops) where special is not null;
create index safeguards_search_figures on safeguards_search using gin (figures gin_trgm_ops) where figures is not null;
create index safeguards_search_cost on safeguards_search using gin (cost gin_trgm_ops) where cost is not null;
create index safeguards_search_bank on safeguards_search using gin (bank gin_trgm_ops) where bank is not null;

-- Who read what is protected: by person, class and day, and of which records.
create table reads (
  user_id uuid not null,
  record_type text not null,
  class text not null,
  through text not null,
  channel text not null,
  day bigint not null,
  shown bigint not null,
  last_at bigint not null,
  primary key (user_id, record_type, class, through, channel, day)
);
create index reads_day on reads (day);
create table read_records (
  record_id uuid not null,
  user_id uuid not null,
  class text not null,
  through text not null,
  channel text not null,
  day bigint not null,
  last_at bigint not null,
  primary key (record_id, user_id, class, through, channel, day)
);
create index read_records_user on read_records (user_id, day);
create index read_records_day on read_records (day);
-- As whom somebody acts in a session, until when, and whether he may change records.
alter table sessions add column acting_as uuid;
alter table sessions add column acting_record uuid;
alter table sessions add column acting_until bigint;
alter table sessions add column acting_changes bigint;
-- That somebody acted as another user, with the reason.
create table "impersonations" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "purpose" text not null,
  "user_id" uuid not null,
  "person_id" uuid not null,
  "minutes" bigint not null,
  "changes" bigint not null,
  "ended_at" bigint,
  "seen_at" bigint,
  "custom" text not null,
  check (changes in (0, 1))
);
create index impersonations_title on "impersonations" (title_sort, id, person_id) where deleted_at is null;
create index impersonations_created on "impersonations" (created_at, id) where deleted_at is null;
create index impersonations_updated on "impersonations" (updated_at, id) where deleted_at is null;
create index impersonations_bin on "impersonations" (deleted_at, id) where deleted_at is not null;
create index impersonations_user_id on "impersonations" (user_id) where user_id is not null;
create index impersonations_person_id on "impersonations" (person_id, title_sort, id);
create index impersonations_owner_created on "impersonations" (person_id, created_at, id) where deleted_at is null;
create index impersonations_owner_updated on "impersonations" (person_id, updated_at, id) where deleted_at is null;
create table "impersonations_search" (
  record_id uuid primary key references "impersonations" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index impersonations_search_title on impersonations_search (title text_pattern_ops);
create index impersonations_search_ordinary on impersonations_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index impersonations_search_personal on impersonations_search using gin (personal gin_trgm_ops) where personal is not null;
create index impersonations_search_special on impersonations_search using gin (special gin_trgm_ops) where special is not null;
create index impersonations_search_figures on impersonations_search using gin (figures gin_trgm_ops) where figures is not null;
create index impersonations_search_cost on impersonations_search using gin (cost gin_trgm_ops) where cost is not null;
create index impersonations_search_bank on impersonations_search using gin (bank gin_trgm_ops) where bank is not null;

-- A role that somebody has for some hours.
create table "emergencies" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "purpose" text not null,
  "user_id" uuid not null,
  "role_id" uuid not null,
  "hours" bigint not null,
  "custom" text not null
);
create index emergencies_title on "emergencies" (title_sort, id) where deleted_at is null;
create index emergencies_created on "emergencies" (created_at, id) where deleted_at is null;
create index emergencies_updated on "emergencies" (updated_at, id) where deleted_at is null;
create index emergencies_bin on "emergencies" (deleted_at, id) where deleted_at is not null;
create index emergencies_user_id on "emergencies" (user_id) where user_id is not null;
create index emergencies_role_id on "emergencies" (role_id) where role_id is not null;
create table "emergencies_search" (
  record_id uuid primary key references "emergencies" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index emergencies_search_title on emergencies_search (title text_pattern_ops);
create index emergencies_search_ordinary on emergencies_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index emergencies_search_personal on emergencies_search using gin (personal gin_trgm_ops) where personal is not null;
create index emergencies_search_special on emergencies_search using gin (special gin_trgm_ops) where special is not null;
create index emergencies_search_figures on emergencies_search using gin (figures gin_trgm_ops) where figures is not null;
create index emergencies_search_cost on emergencies_search using gin (cost gin_trgm_ops) where cost is not null;
create index emergencies_search_bank on emergencies_search using gin (bank gin_trgm_ops) where bank is not null;

