-- What is opened beside the rights of roles, and what is closed whatever they give.
-- One record, opened to a user or group that may see others of its type.
create table "shares" (
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
  "about_type" text not null,
  "about_id" uuid not null,
  "to_type" text not null,
  "to_id" uuid not null,
  "level" text not null,
  "ends_at" bigint,
  "custom" text not null
);
create index shares_title on "shares" (title_sort, id) where deleted_at is null;
create index shares_created on "shares" (created_at, id) where deleted_at is null;
create index shares_updated on "shares" (updated_at, id) where deleted_at is null;
create index shares_bin on "shares" (deleted_at, id) where deleted_at is not null;
create index shares_about on "shares" (about_id);
create table "shares_search" (
  record_id uuid primary key references "shares" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index shares_search_title on shares_search (title text_pattern_ops);
create index shares_search_ordinary on shares_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index shares_search_personal on shares_search using gin (personal gin_trgm_ops) where personal is not null;
create index shares_search_special on shares_search using gin (special gin_trgm_ops) where special is not null;
create index shares_search_figures on shares_search using gin (figures gin_trgm_ops) where figures is not null;
create index shares_search_cost on shares_search using gin (cost gin_trgm_ops) where cost is not null;
create index shares_search_bank on shares_search using gin (bank gin_trgm_ops) where bank is not null;

-- Records that satisfy a filter, opened to people who may see others of their type.
create table "sharing_rules" (
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
  "record_type" text not null,
  "filter" text,
  "level" text not null,
  "ends_at" bigint,
  "custom" text not null
);
create index sharing_rules_title on "sharing_rules" (title_sort, id) where deleted_at is null;
create index sharing_rules_created on "sharing_rules" (created_at, id) where deleted_at is null;
create index sharing_rules_updated on "sharing_rules" (updated_at, id) where deleted_at is null;
create index sharing_rules_bin on "sharing_rules" (deleted_at, id) where deleted_at is not null;
create table "sharing_rules_with" (
  "parent_id" uuid not null references "sharing_rules" (id) on delete cascade,
  "position" bigint not null,
  "person_type" text not null,
  "person_id" uuid not null,
  primary key (parent_id, position)
);
create index sharing_rules_with_person_id on sharing_rules_with (person_id);
create table "sharing_rules_search" (
  record_id uuid primary key references "sharing_rules" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index sharing_rules_search_title on sharing_rules_search (title text_pattern_ops);
create index sharing_rules_search_ordinary on sharing_rules_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index sharing_rules_search_personal on sharing_rules_search using gin (personal gin_trgm_ops) where personal is not null;
create index sharing_rules_search_special on sharing_rules_search using gin (special gin_trgm_ops) where special is not null;
create index sharing_rules_search_figures on sharing_rules_search using gin (figures gin_trgm_ops) where figures is not null;
create index sharing_rules_search_cost on sharing_rules_search using gin (cost gin_trgm_ops) where cost is not null;
create index sharing_rules_search_bank on sharing_rules_search using gin (bank gin_trgm_ops) where bank is not null;

-- What some people cannot do or see, whatever their roles say. It always wins.
create table "restrictions" (
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
  "record_type" text not null,
  "filter" text,
  "action" text,
  "class" text,
  "custom" text not null
);
create index restrictions_title on "restrictions" (title_sort, id) where deleted_at is null;
create index restrictions_created on "restrictions" (created_at, id) where deleted_at is null;
create index restrictions_updated on "restrictions" (updated_at, id) where deleted_at is null;
create index restrictions_bin on "restrictions" (deleted_at, id) where deleted_at is not null;
create table "restrictions_on" (
  "parent_id" uuid not null references "restrictions" (id) on delete cascade,
  "position" bigint not null,
  "person_type" text not null,
  "person_id" uuid not null,
  primary key (parent_id, position)
);
create index restrictions_on_person_id on restrictions_on (person_id);
create table "restrictions_except" (
  "parent_id" uuid not null references "restrictions" (id) on delete cascade,
  "position" bigint not null,
  "person_type" text not null,
  "person_id" uuid not null,
  primary key (parent_id, position)
);
create index restrictions_except_person_id on restrictions_except (person_id);
create table "restrictions_search" (
  record_id uuid primary key references "restrictions" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index restrictions_search_title on restrictions_search (title text_pattern_ops);
create index restrictions_search_ordinary on restrictions_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index restrictions_search_personal on restrictions_search using gin (personal gin_trgm_ops) where personal is not null;
create index restrictions_search_special on restrictions_search using gin (special gin_trgm_ops) where special is not null;
create index restrictions_search_figures on restrictions_search using gin (figures gin_trgm_ops) where figures is not null;
create index restrictions_search_cost on restrictions_search using gin (cost gin_trgm_ops) where cost is not null;
create index restrictions_search_bank on restrictions_search using gin (bank gin_trgm_ops) where bank is not null;


-- Rights with a condition, classes in bands or masked, groups within groups.
alter table "roles_rights" add column "filter" text;
alter table "roles_classes" add column "view" text;
create table "groups_groups" (
  "parent_id" uuid not null references "groups" (id) on delete cascade,
  "position" bigint not null,
  "group_id" uuid not null,
  primary key (parent_id, position)
);
create index groups_groups_group_id on groups_groups (group_id);

-- What is shared with somebody, without looking at the shares themselves.
create index shares_reach on "shares" (to_id, about_type, "level", about_id, ends_at) where deleted_at is null;
