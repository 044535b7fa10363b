-- Which column of a file goes into which field, for the next file of the same kind.
create table "mappings" (
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
  "record_type" text not null,
  "mapping" text not null,
  "owner_id" uuid,
  "custom" text not null
);
create index mappings_title on "mappings" (title_sort, id, owner_id) where deleted_at is null;
create index mappings_created on "mappings" (created_at, id) where deleted_at is null;
create index mappings_updated on "mappings" (updated_at, id) where deleted_at is null;
create index mappings_bin on "mappings" (deleted_at, id) where deleted_at is not null;
create index mappings_owner_id on "mappings" (owner_id, title_sort, id);
create table "mappings_search" (
  record_id uuid primary key references "mappings" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index mappings_search_title on mappings_search (title text_pattern_ops);
create index mappings_search_ordinary on mappings_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index mappings_search_personal on mappings_search using gin (personal gin_trgm_ops) where personal is not null;
create index mappings_search_special on mappings_search using gin (special gin_trgm_ops) where special is not null;
create index mappings_search_figures on mappings_search using gin (figures gin_trgm_ops) where figures is not null;
create index mappings_search_cost on mappings_search using gin (cost gin_trgm_ops) where cost is not null;
create index mappings_search_bank on mappings_search using gin (bank gin_trgm_ops) where bank is not null;

-- What imports find the same person or company again by.
create index organisations_email_lower on organisations (lower((email) collate "C"));
create index organisations_addresses_postal_code_lower on organisations_addresses (replace(lower((postal_code) collate "C"), ' ', ''));
create index contacts_emails_value_lower on contacts_emails (lower((value) collate "C"));
create index contacts_addresses_postal_code_lower on contacts_addresses (replace(lower((postal_code) collate "C"), ' ', ''));
create index leads_email_lower on leads (lower((email) collate "C"));
create index users_email_lower on users (lower((email) collate "C"));
