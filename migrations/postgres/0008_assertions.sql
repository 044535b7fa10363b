-- Sentences about rights that have to stay true. A change that breaks one is not saved.
create table "assertions" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "sentence" text not null,
  "sentence_sort" bytea not null,
  "claim" text not null,
  "action" text not null,
  "record_type" text not null,
  "field" text,
  "whose" text not null,
  "custom" text not null
);
create index assertions_title on "assertions" (title_sort, id) where deleted_at is null;
create index assertions_created on "assertions" (created_at, id) where deleted_at is null;
create index assertions_updated on "assertions" (updated_at, id) where deleted_at is null;
create index assertions_bin on "assertions" (deleted_at, id) where deleted_at is not null;
create table "assertions_people" (
  "parent_id" uuid not null references "assertions" (id) on delete cascade,
  "position" bigint not null,
  "person_type" text not null,
  "person_id" uuid not null,
  primary key (parent_id, position)
);
create index assertions_people_person_id on assertions_people (person_id);
create table "assertions_except" (
  "parent_id" uuid not null references "assertions" (id) on delete cascade,
  "position" bigint not null,
  "user_id" uuid not null,
  primary key (parent_id, position)
);
create index assertions_except_user_id on assertions_except (user_id);
create table "assertions_search" (
  record_id uuid primary key references "assertions" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index assertions_search_title on assertions_search (title text_pattern_ops);
create index assertions_search_ordinary on assertions_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index assertions_search_personal on assertions_search using gin (personal gin_trgm_ops) where personal is not null;
create index assertions_search_special on assertions_search using gin (special gin_trgm_ops) where special is not null;
create index assertions_search_figures on assertions_search using gin (figures gin_trgm_ops) where figures is not null;
create index assertions_search_cost on assertions_search using gin (cost gin_trgm_ops) where cost is not null;
create index assertions_search_bank on assertions_search using gin (bank gin_trgm_ops) where bank is not null;
