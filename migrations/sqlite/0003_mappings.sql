-- Which column of a file goes into which field, for the next file of the same kind.
create table "mappings" (
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
  "record_type" TEXT not null,
  "mapping" TEXT not null,
  "owner_id" BLOB,
  "custom" TEXT not null
) strict;
create index mappings_title on "mappings" (title_sort, id, owner_id) where deleted_at is null;
create index mappings_created on "mappings" (created_at, id) where deleted_at is null;
create index mappings_updated on "mappings" (updated_at, id) where deleted_at is null;
create index mappings_bin on "mappings" (deleted_at, id) where deleted_at is not null;
create index mappings_owner_id on "mappings" (owner_id, title_sort, id);
create table "mappings_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "mappings" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index mappings_search_title on mappings_search (title);
create virtual table mappings_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='mappings_search', content_rowid='row', tokenize='trigram');
create trigger mappings_search_insert after insert on mappings_search begin
  insert into mappings_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger mappings_search_delete after delete on mappings_search begin
  insert into mappings_search_fts (mappings_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger mappings_search_update after update on mappings_search begin
  insert into mappings_search_fts (mappings_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into mappings_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- What imports find the same person or company again by.
create index organisations_email_lower on organisations (lower(email));
create index organisations_addresses_postal_code_lower on organisations_addresses (replace(lower(postal_code), ' ', ''));
create index contacts_emails_value_lower on contacts_emails (lower(value));
create index contacts_addresses_postal_code_lower on contacts_addresses (replace(lower(postal_code), ' ', ''));
create index leads_email_lower on leads (lower(email));
create index users_email_lower on users (lower(email));
