-- What a directory calls a user or a group.
alter table "users" add column "user_name" TEXT;
alter table "users" add column "given_name" TEXT;
alter table "users" add column "family_name" TEXT;
create unique index users_user_name_key on "users" (user_name) where deleted_at is null;
alter table "groups" add column "external_id" TEXT;
create index groups_external_id on "groups" (external_id) where external_id is not null;

-- What a provider calls a user, and at which of them a session began.
alter table "users" add column "subject" TEXT;
create unique index users_subject_key on "users" (subject) where deleted_at is null;
alter table sessions add column provider_id BLOB;
alter table sessions add column provider_session TEXT;

-- Proves who somebody is, so that he needs no password here (OpenID Connect).
create table "sign_in_providers" (
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
  "issuer" TEXT not null,
  "client_id" TEXT not null,
  "scopes" TEXT,
  "active" INTEGER not null,
  "no_passwords" INTEGER not null,
  "by_email" INTEGER not null,
  "creates" INTEGER not null,
  "profile_id" BLOB,
  "groups_claim" TEXT,
  "client_secret" TEXT,
  "custom" TEXT not null,
  check (active in (0, 1)),
  check (no_passwords in (0, 1)),
  check (by_email in (0, 1)),
  check (creates in (0, 1))
) strict;
create index sign_in_providers_title on "sign_in_providers" (title_sort, id) where deleted_at is null;
create index sign_in_providers_created on "sign_in_providers" (created_at, id) where deleted_at is null;
create index sign_in_providers_updated on "sign_in_providers" (updated_at, id) where deleted_at is null;
create index sign_in_providers_bin on "sign_in_providers" (deleted_at, id) where deleted_at is not null;
create unique index sign_in_providers_issuer_key on "sign_in_providers" (issuer) where deleted_at is null;
create index sign_in_providers_profile_id on "sign_in_providers" (profile_id) where profile_id is not null;
create table "sign_in_providers_mappings" (
  "parent_id" BLOB not null references "sign_in_providers" (id) on delete cascade,
  "position" INTEGER not null,
  "value" TEXT not null,
  "profile_id" BLOB,
  "group_id" BLOB,
  primary key (parent_id, position)
) strict, without rowid;
create index sign_in_providers_mappings_profile_id on sign_in_providers_mappings (profile_id);
create index sign_in_providers_mappings_group_id on sign_in_providers_mappings (group_id);
create table "sign_in_providers_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "sign_in_providers" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index sign_in_providers_search_title on sign_in_providers_search (title);
create virtual table sign_in_providers_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='sign_in_providers_search', content_rowid='row', tokenize='trigram');
create trigger sign_in_providers_search_insert after insert on sign_in_providers_search begin
  insert into sign_in_providers_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger sign_in_providers_search_delete after delete on sign_in_providers_search begin
  insert into sign_in_providers_search_fts (sign_in_providers_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger sign_in_providers_search_update after update on sign_in_providers_search begin
  insert into sign_in_providers_search_fts (sign_in_providers_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into sign_in_providers_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
