-- What a directory calls a user or a group.
alter table "users" add column "user_name" text;
alter table "users" add column "given_name" text;
alter table "users" add column "family_name" text;
create unique index users_user_name_key on "users" (user_name) where deleted_at is null;
alter table "groups" add column "external_id" text;
create index groups_external_id on "groups" (external_id) where external_id is not null;
