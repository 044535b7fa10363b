-- What a directory calls a user or a group.
alter table "users" add column "user_name" text;
alter table "users" add column "given_name" text;
alter table "users" add column "family_name" text;
create unique index users_user_name_key on "users" (user_name) where deleted_at is null;
alter table "groups" add column "external_id" text;
create index groups_external_id on "groups" (external_id) where external_id is not null;

-- What a provider calls a user, and at which of them a session began.
alter table "users" add column "subject" text;
create unique index users_subject_key on "users" (subject) where deleted_at is null;
alter table sessions add column provider_id uuid;
alter table sessions add column provider_session text;

-- Proves who somebody is, so that he needs no password here (OpenID Connect).
create table "sign_in_providers" (
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
  "issuer" text not null,
  "client_id" text not null,
  "scopes" text,
  "active" bigint not null,
  "no_passwords" bigint not null,
  "by_email" bigint not null,
  "creates" bigint not null,
  "profile_id" uuid,
  "groups_claim" text,
  "client_secret" text,
  "custom" text not null,
  check (active in (0, 1)),
  check (no_passwords in (0, 1)),
  check (by_email in (0, 1)),
  check (creates in (0, 1))
);
create index sign_in_providers_title on "sign_in_providers" (title_sort, id) where deleted_at is null;
create index sign_in_providers_created on "sign_in_providers" (created_at, id) where deleted_at is null;
create index sign_in_providers_updated on "sign_in_providers" (updated_at, id) where deleted_at is null;
create index sign_in_providers_bin on "sign_in_providers" (deleted_at, id) where deleted_at is not null;
create unique index sign_in_providers_issuer_key on "sign_in_providers" (issuer) where deleted_at is null;
create index sign_in_providers_profile_id on "sign_in_providers" (profile_id) where profile_id is not null;
create table "sign_in_providers_mappings" (
  "parent_id" uuid not null references "sign_in_providers" (id) on delete cascade,
  "position" bigint not null,
  "value" text not null,
  "profile_id" uuid,
  "group_id" uuid,
  primary key (parent_id, position)
);
create index sign_in_providers_mappings_profile_id on sign_in_providers_mappings (profile_id);
create index sign_in_providers_mappings_group_id on sign_in_providers_mappings (group_id);
create table "sign_in_providers_search" (
  record_id uuid primary key references "sign_in_providers" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index sign_in_providers_search_title on sign_in_providers_search (title text_pattern_ops);
create index sign_in_providers_search_ordinary on sign_in_providers_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index sign_in_providers_search_personal on sign_in_providers_search using gin (personal gin_trgm_ops) where personal is not null;
create index sign_in_providers_search_special on sign_in_providers_search using gin (special gin_trgm_ops) where special is not null;
create index sign_in_providers_search_figures on sign_in_providers_search using gin (figures gin_trgm_ops) where figures is not null;
create index sign_in_providers_search_cost on sign_in_providers_search using gin (cost gin_trgm_ops) where cost is not null;
create index sign_in_providers_search_bank on sign_in_providers_search using gin (bank gin_trgm_ops) where bank is not null;
