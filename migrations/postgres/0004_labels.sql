-- What an installation calls its record types and fields.
-- What a record type or a field is called here, in one language. Without one it has the name that came with the program.
create table "labels" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "record_type" text not null,
  "field" text,
  "language" text not null,
  "label" text not null,
  "label_sort" bytea not null,
  "plural" text,
  "custom" text not null
);
create index labels_title on "labels" (title_sort, id) where deleted_at is null;
create index labels_created on "labels" (created_at, id) where deleted_at is null;
create index labels_updated on "labels" (updated_at, id) where deleted_at is null;
create index labels_bin on "labels" (deleted_at, id) where deleted_at is not null;
create table "labels_search" (
  record_id uuid primary key references "labels" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index labels_search_title on labels_search (title text_pattern_ops);
create index labels_search_ordinary on labels_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index labels_search_personal on labels_search using gin (personal gin_trgm_ops) where personal is not null;
create index labels_search_special on labels_search using gin (special gin_trgm_ops) where special is not null;
create index labels_search_figures on labels_search using gin (figures gin_trgm_ops) where figures is not null;
create index labels_search_cost on labels_search using gin (cost gin_trgm_ops) where cost is not null;
create index labels_search_bank on labels_search using gin (bank gin_trgm_ops) where bank is not null;

