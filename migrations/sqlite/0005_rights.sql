-- What is opened beside the rights of roles, and what is closed whatever they give.
-- One record, opened to a user or group that may see others of its type.
create table "shares" (
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
  "about_type" TEXT not null,
  "about_id" BLOB not null,
  "to_type" TEXT not null,
  "to_id" BLOB not null,
  "level" TEXT not null,
  "ends_at" INTEGER,
  "custom" TEXT not null
) strict;
create index shares_title on "shares" (title_sort, id) where deleted_at is null;
create index shares_created on "shares" (created_at, id) where deleted_at is null;
create index shares_updated on "shares" (updated_at, id) where deleted_at is null;
create index shares_bin on "shares" (deleted_at, id) where deleted_at is not null;
create index shares_about on "shares" (about_id);
create table "shares_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "shares" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index shares_search_title on shares_search (title);
create virtual table shares_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='shares_search', content_rowid='row', tokenize='trigram');
create trigger shares_search_insert after insert on shares_search begin
  insert into shares_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger shares_search_delete after delete on shares_search begin
  insert into shares_search_fts (shares_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger shares_search_update after update on shares_search begin
  insert into shares_search_fts (shares_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into shares_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Records that satisfy a filter, opened to people who may see others of their type.
create table "sharing_rules" (
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
  "record_type" TEXT not null,
  "filter" TEXT,
  "level" TEXT not null,
  "ends_at" INTEGER,
  "custom" TEXT not null
) strict;
create index sharing_rules_title on "sharing_rules" (title_sort, id) where deleted_at is null;
create index sharing_rules_created on "sharing_rules" (created_at, id) where deleted_at is null;
create index sharing_rules_updated on "sharing_rules" (updated_at, id) where deleted_at is null;
create index sharing_rules_bin on "sharing_rules" (deleted_at, id) where deleted_at is not null;
create table "sharing_rules_with" (
  "parent_id" BLOB not null references "sharing_rules" (id) on delete cascade,
  "position" INTEGER not null,
  "person_type" TEXT not null,
  "person_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index sharing_rules_with_person_id on sharing_rules_with (person_id);
create table "sharing_rules_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "sharing_rules" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index sharing_rules_search_title on sharing_rules_search (title);
create virtual table sharing_rules_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='sharing_rules_search', content_rowid='row', tokenize='trigram');
create trigger sharing_rules_search_insert after insert on sharing_rules_search begin
  insert into sharing_rules_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger sharing_rules_search_delete after delete on sharing_rules_search begin
  insert into sharing_rules_search_fts (sharing_rules_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger sharing_rules_search_update after update on sharing_rules_search begin
  insert into sharing_rules_search_fts (sharing_rules_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into sharing_rules_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- What some people cannot do or see, whatever their roles say. It always wins.
create table "restrictions" (
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
  "record_type" TEXT not null,
  "filter" TEXT,
  "action" TEXT,
  "class" TEXT,
  "custom" TEXT not null
) strict;
create index restrictions_title on "restrictions" (title_sort, id) where deleted_at is null;
create index restrictions_created on "restrictions" (created_at, id) where deleted_at is null;
create index restrictions_updated on "restrictions" (updated_at, id) where deleted_at is null;
create index restrictions_bin on "restrictions" (deleted_at, id) where deleted_at is not null;
create table "restrictions_on" (
  "parent_id" BLOB not null references "restrictions" (id) on delete cascade,
  "position" INTEGER not null,
  "person_type" TEXT not null,
  "person_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index restrictions_on_person_id on restrictions_on (person_id);
create table "restrictions_except" (
  "parent_id" BLOB not null references "restrictions" (id) on delete cascade,
  "position" INTEGER not null,
  "person_type" TEXT not null,
  "person_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index restrictions_except_person_id on restrictions_except (person_id);
create table "restrictions_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "restrictions" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index restrictions_search_title on restrictions_search (title);
create virtual table restrictions_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='restrictions_search', content_rowid='row', tokenize='trigram');
create trigger restrictions_search_insert after insert on restrictions_search begin
  insert into restrictions_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger restrictions_search_delete after delete on restrictions_search begin
  insert into restrictions_search_fts (restrictions_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger restrictions_search_update after update on restrictions_search begin
  insert into restrictions_search_fts (restrictions_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into restrictions_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;


-- Rights with a condition, classes in bands or masked, groups within groups.
alter table "roles_rights" add column "filter" TEXT;
alter table "roles_classes" add column "view" TEXT;
create table "groups_groups" (
  "parent_id" BLOB not null references "groups" (id) on delete cascade,
  "position" INTEGER not null,
  "group_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index groups_groups_group_id on groups_groups (group_id);

-- What is shared with somebody, without looking at the shares themselves.
create index shares_reach on "shares" (to_id, about_type, "level", about_id, ends_at) where deleted_at is null;
