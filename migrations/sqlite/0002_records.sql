-- The tables of all record types, as their definitions say (`beheer schema` prints them).

-- A company, association or authority we do business with.
create table "organisations" (
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
  "kind" TEXT not null,
  "customer_number" TEXT,
  "vat_id" TEXT,
  "coc_number" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "website" TEXT,
  "industry" TEXT,
  "language" TEXT,
  "parent_id" BLOB,
  "owner_id" BLOB,
  "external_id" TEXT,
  "notes" TEXT,
  "custom" TEXT not null
) strict;
create index organisations_title on "organisations" (title_sort, id, owner_id) where deleted_at is null;
create index organisations_created on "organisations" (created_at, id) where deleted_at is null;
create index organisations_updated on "organisations" (updated_at, id) where deleted_at is null;
create index organisations_bin on "organisations" (deleted_at, id) where deleted_at is not null;
create unique index organisations_customer_number_key on "organisations" (customer_number) where deleted_at is null;
create index organisations_customer_number_given on "organisations" (customer_number) where customer_number is not null;
create index organisations_vat_id on "organisations" (vat_id) where vat_id is not null;
create index organisations_email on "organisations" (email) where email is not null;
create index organisations_parent_id on "organisations" (parent_id) where parent_id is not null;
create index organisations_owner_id on "organisations" (owner_id, title_sort, id);
create index organisations_external_id on "organisations" (external_id) where external_id is not null;
create table "organisations_addresses" (
  "parent_id" BLOB not null references "organisations" (id) on delete cascade,
  "position" INTEGER not null,
  "type" TEXT,
  "street" TEXT,
  "postal_code" TEXT,
  "city" TEXT,
  "region" TEXT,
  "country" TEXT,
  primary key (parent_id, position)
) strict, without rowid;
create table "organisations_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "organisations" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index organisations_search_title on organisations_search (title);
create virtual table organisations_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='organisations_search', content_rowid='row', tokenize='trigram');
create trigger organisations_search_insert after insert on organisations_search begin
  insert into organisations_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger organisations_search_delete after delete on organisations_search begin
  insert into organisations_search_fts (organisations_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger organisations_search_update after update on organisations_search begin
  insert into organisations_search_fts (organisations_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into organisations_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A person we talk to, at an organisation or on their own.
create table "contacts" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "first_name" TEXT,
  "first_name_sort" BLOB,
  "last_name" TEXT not null,
  "last_name_sort" BLOB not null,
  "job_title" TEXT,
  "organisation_id" BLOB,
  "language" TEXT,
  "preferred_channel" TEXT,
  "consent" TEXT not null,
  "consent_on" TEXT,
  "birthday" TEXT,
  "owner_id" BLOB,
  "external_id" TEXT,
  "notes" TEXT,
  "custom" TEXT not null
) strict;
create index contacts_title on "contacts" (title_sort, id, owner_id) where deleted_at is null;
create index contacts_created on "contacts" (created_at, id) where deleted_at is null;
create index contacts_updated on "contacts" (updated_at, id) where deleted_at is null;
create index contacts_bin on "contacts" (deleted_at, id) where deleted_at is not null;
create index contacts_first_name_sort on "contacts" (first_name_sort, id) where deleted_at is null;
create index contacts_last_name_sort on "contacts" (last_name_sort, id) where deleted_at is null;
create index contacts_organisation_id on "contacts" (organisation_id) where organisation_id is not null;
create index contacts_owner_id on "contacts" (owner_id, title_sort, id);
create index contacts_external_id on "contacts" (external_id) where external_id is not null;
create table "contacts_emails" (
  "parent_id" BLOB not null references "contacts" (id) on delete cascade,
  "position" INTEGER not null,
  "type" TEXT,
  "value" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "contacts_phones" (
  "parent_id" BLOB not null references "contacts" (id) on delete cascade,
  "position" INTEGER not null,
  "type" TEXT,
  "value" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "contacts_addresses" (
  "parent_id" BLOB not null references "contacts" (id) on delete cascade,
  "position" INTEGER not null,
  "type" TEXT,
  "street" TEXT,
  "postal_code" TEXT,
  "city" TEXT,
  "region" TEXT,
  "country" TEXT,
  primary key (parent_id, position)
) strict, without rowid;
create table "contacts_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "contacts" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index contacts_search_title on contacts_search (title);
create virtual table contacts_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='contacts_search', content_rowid='row', tokenize='trigram');
create trigger contacts_search_insert after insert on contacts_search begin
  insert into contacts_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger contacts_search_delete after delete on contacts_search begin
  insert into contacts_search_fts (contacts_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger contacts_search_update after update on contacts_search begin
  insert into contacts_search_fts (contacts_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into contacts_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Interest from outside that has to be looked at.
create table "leads" (
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
  "status" TEXT not null,
  "source" TEXT,
  "company" TEXT,
  "first_name" TEXT,
  "last_name" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "value" INTEGER,
  "value_currency" TEXT,
  "language" TEXT,
  "owner_id" BLOB,
  "notes" TEXT,
  "converted_at" INTEGER,
  "organisation_id" BLOB,
  "contact_id" BLOB,
  "deal_id" BLOB,
  "custom" TEXT not null,
  check ((value is null) = (value_currency is null))
) strict;
create index leads_title on "leads" (title_sort, id, owner_id) where deleted_at is null;
create index leads_created on "leads" (created_at, id) where deleted_at is null;
create index leads_updated on "leads" (updated_at, id) where deleted_at is null;
create index leads_bin on "leads" (deleted_at, id) where deleted_at is not null;
create index leads_email on "leads" (email) where email is not null;
create index leads_owner_id on "leads" (owner_id, title_sort, id);
create index leads_organisation_id on "leads" (organisation_id) where organisation_id is not null;
create index leads_contact_id on "leads" (contact_id) where contact_id is not null;
create index leads_deal_id on "leads" (deal_id) where deal_id is not null;
create table "leads_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "leads" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index leads_search_title on leads_search (title);
create virtual table leads_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='leads_search', content_rowid='row', tokenize='trigram');
create trigger leads_search_insert after insert on leads_search begin
  insert into leads_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger leads_search_delete after delete on leads_search begin
  insert into leads_search_fts (leads_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger leads_search_update after update on leads_search begin
  insert into leads_search_fts (leads_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into leads_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A sale we hope to close.
create table "deals" (
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
  "organisation_id" BLOB,
  "contact_id" BLOB,
  "stage_id" BLOB not null,
  "amount" INTEGER,
  "amount_currency" TEXT,
  "probability" INTEGER,
  "expected_close" TEXT,
  "lost_reason" TEXT,
  "owner_id" BLOB,
  "notes" TEXT,
  "custom" TEXT not null,
  check ((amount is null) = (amount_currency is null))
) strict;
create index deals_title on "deals" (title_sort, id, owner_id) where deleted_at is null;
create index deals_created on "deals" (created_at, id) where deleted_at is null;
create index deals_updated on "deals" (updated_at, id) where deleted_at is null;
create index deals_bin on "deals" (deleted_at, id) where deleted_at is not null;
create index deals_organisation_id on "deals" (organisation_id) where organisation_id is not null;
create index deals_contact_id on "deals" (contact_id) where contact_id is not null;
create index deals_stage_id on "deals" (stage_id) where stage_id is not null;
create index deals_owner_id on "deals" (owner_id, title_sort, id);
create table "deals_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "deals" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index deals_search_title on deals_search (title);
create virtual table deals_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='deals_search', content_rowid='row', tokenize='trigram');
create trigger deals_search_insert after insert on deals_search begin
  insert into deals_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger deals_search_delete after delete on deals_search begin
  insert into deals_search_fts (deals_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger deals_search_update after update on deals_search begin
  insert into deals_search_fts (deals_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into deals_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A call, meeting, task, note or mail, about any records.
create table "activities" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "kind" TEXT not null,
  "subject" TEXT not null,
  "subject_sort" BLOB not null,
  "body" TEXT,
  "due" INTEGER,
  "starts" INTEGER,
  "ends" INTEGER,
  "done" INTEGER,
  "owner_id" BLOB,
  "custom" TEXT not null
) strict;
create index activities_title on "activities" (title_sort, id, owner_id) where deleted_at is null;
create index activities_created on "activities" (created_at, id) where deleted_at is null;
create index activities_updated on "activities" (updated_at, id) where deleted_at is null;
create index activities_bin on "activities" (deleted_at, id) where deleted_at is not null;
create index activities_due on "activities" (due) where due is not null;
create index activities_mine on "activities" (owner_id, due, done) where deleted_at is null;
create index activities_starts on "activities" (starts) where starts is not null;
create index activities_owner_id on "activities" (owner_id, title_sort, id);
create table "activities_about" (
  "parent_id" BLOB not null references "activities" (id) on delete cascade,
  "position" INTEGER not null,
  "record_type" TEXT not null,
  "record_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index activities_about_record_id on activities_about (record_id);
create table "activities_participants" (
  "parent_id" BLOB not null references "activities" (id) on delete cascade,
  "position" INTEGER not null,
  "record_type" TEXT not null,
  "record_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index activities_participants_record_id on activities_participants (record_id);
create table "activities_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "activities" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index activities_search_title on activities_search (title);
create virtual table activities_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='activities_search', content_rowid='row', tokenize='trigram');
create trigger activities_search_insert after insert on activities_search begin
  insert into activities_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger activities_search_delete after delete on activities_search begin
  insert into activities_search_fts (activities_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger activities_search_update after update on activities_search begin
  insert into activities_search_fts (activities_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into activities_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Something we sell or buy.
create table "products" (
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
  "sku" TEXT,
  "sku_sort" BLOB,
  "category" TEXT,
  "unit" TEXT,
  "price" INTEGER,
  "price_currency" TEXT,
  "cost" INTEGER,
  "cost_currency" TEXT,
  "stock" INTEGER not null,
  "reorder_level" INTEGER,
  "supplier_id" BLOB,
  "active" INTEGER not null,
  "description" TEXT,
  "custom" TEXT not null,
  check ((price is null) = (price_currency is null)),
  check ((cost is null) = (cost_currency is null)),
  check (active in (0, 1))
) strict;
create index products_title on "products" (title_sort, id) where deleted_at is null;
create index products_created on "products" (created_at, id) where deleted_at is null;
create index products_updated on "products" (updated_at, id) where deleted_at is null;
create index products_bin on "products" (deleted_at, id) where deleted_at is not null;
create unique index products_sku_key on "products" (sku) where deleted_at is null;
create index products_sku_sort on "products" (sku_sort, id) where deleted_at is null;
create index products_supplier_id on "products" (supplier_id) where supplier_id is not null;
create table "products_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "products" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index products_search_title on products_search (title);
create virtual table products_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='products_search', content_rowid='row', tokenize='trigram');
create trigger products_search_insert after insert on products_search begin
  insert into products_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger products_search_delete after delete on products_search begin
  insert into products_search_fts (products_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger products_search_update after update on products_search begin
  insert into products_search_fts (products_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into products_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Goods that came in or went out; it changes the stock of its product.
create table "stock_movements" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "product_id" BLOB not null,
  "kind" TEXT not null,
  "quantity" INTEGER not null,
  "reference" TEXT not null,
  "custom" TEXT not null
) strict;
create index stock_movements_title on "stock_movements" (title_sort, id) where deleted_at is null;
create index stock_movements_created on "stock_movements" (created_at, id) where deleted_at is null;
create index stock_movements_updated on "stock_movements" (updated_at, id) where deleted_at is null;
create index stock_movements_bin on "stock_movements" (deleted_at, id) where deleted_at is not null;
create index stock_movements_product_id on "stock_movements" (product_id) where product_id is not null;
create table "stock_movements_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "stock_movements" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index stock_movements_search_title on stock_movements_search (title);
create virtual table stock_movements_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='stock_movements_search', content_rowid='row', tokenize='trigram');
create trigger stock_movements_search_insert after insert on stock_movements_search begin
  insert into stock_movements_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger stock_movements_search_delete after delete on stock_movements_search begin
  insert into stock_movements_search_fts (stock_movements_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger stock_movements_search_update after update on stock_movements_search begin
  insert into stock_movements_search_fts (stock_movements_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into stock_movements_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A file that belongs to a record.
create table "attachments" (
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
  "about_type" TEXT not null,
  "about_id" BLOB not null,
  "media_type" TEXT,
  "size" INTEGER,
  "content" TEXT,
  "custom" TEXT not null
) strict;
create index attachments_title on "attachments" (title_sort, id) where deleted_at is null;
create index attachments_created on "attachments" (created_at, id) where deleted_at is null;
create index attachments_updated on "attachments" (updated_at, id) where deleted_at is null;
create index attachments_bin on "attachments" (deleted_at, id) where deleted_at is not null;
create index attachments_about on "attachments" (about_id);
create table "attachments_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "attachments" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index attachments_search_title on attachments_search (title);
create virtual table attachments_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='attachments_search', content_rowid='row', tokenize='trigram');
create trigger attachments_search_insert after insert on attachments_search begin
  insert into attachments_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger attachments_search_delete after delete on attachments_search begin
  insert into attachments_search_fts (attachments_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger attachments_search_update after update on attachments_search begin
  insert into attachments_search_fts (attachments_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into attachments_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A list that somebody comes back to: filter, order and columns under a name.
create table "saved_views" (
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
  "filter" TEXT,
  "sort" TEXT,
  "columns" TEXT,
  "audience" TEXT not null,
  "owner_id" BLOB,
  "custom" TEXT not null
) strict;
create index saved_views_title on "saved_views" (title_sort, id, owner_id) where deleted_at is null;
create index saved_views_created on "saved_views" (created_at, id) where deleted_at is null;
create index saved_views_updated on "saved_views" (updated_at, id) where deleted_at is null;
create index saved_views_bin on "saved_views" (deleted_at, id) where deleted_at is not null;
create index saved_views_owner_id on "saved_views" (owner_id, title_sort, id);
create table "saved_views_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "saved_views" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index saved_views_search_title on saved_views_search (title);
create virtual table saved_views_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='saved_views_search', content_rowid='row', tokenize='trigram');
create trigger saved_views_search_insert after insert on saved_views_search begin
  insert into saved_views_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger saved_views_search_delete after delete on saved_views_search begin
  insert into saved_views_search_fts (saved_views_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger saved_views_search_update after update on saved_views_search begin
  insert into saved_views_search_fts (saved_views_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into saved_views_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A way of selling, with its stages.
create table "pipelines" (
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
  "active" INTEGER not null,
  "custom" TEXT not null,
  check (active in (0, 1))
) strict;
create index pipelines_title on "pipelines" (title_sort, id) where deleted_at is null;
create index pipelines_created on "pipelines" (created_at, id) where deleted_at is null;
create index pipelines_updated on "pipelines" (updated_at, id) where deleted_at is null;
create index pipelines_bin on "pipelines" (deleted_at, id) where deleted_at is not null;
create table "pipelines_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "pipelines" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index pipelines_search_title on pipelines_search (title);
create virtual table pipelines_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='pipelines_search', content_rowid='row', tokenize='trigram');
create trigger pipelines_search_insert after insert on pipelines_search begin
  insert into pipelines_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger pipelines_search_delete after delete on pipelines_search begin
  insert into pipelines_search_fts (pipelines_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger pipelines_search_update after update on pipelines_search begin
  insert into pipelines_search_fts (pipelines_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into pipelines_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A step of a pipeline.
create table "stages" (
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
  "pipeline_id" BLOB not null,
  "position" INTEGER not null,
  "kind" TEXT not null,
  "probability" INTEGER,
  "custom" TEXT not null
) strict;
create index stages_title on "stages" (title_sort, id) where deleted_at is null;
create index stages_created on "stages" (created_at, id) where deleted_at is null;
create index stages_updated on "stages" (updated_at, id) where deleted_at is null;
create index stages_bin on "stages" (deleted_at, id) where deleted_at is not null;
create index stages_pipeline_id on "stages" (pipeline_id) where pipeline_id is not null;
create table "stages_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "stages" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index stages_search_title on stages_search (title);
create virtual table stages_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='stages_search', content_rowid='row', tokenize='trigram');
create trigger stages_search_insert after insert on stages_search begin
  insert into stages_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger stages_search_delete after delete on stages_search begin
  insert into stages_search_fts (stages_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger stages_search_update after update on stages_search begin
  insert into stages_search_fts (stages_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into stages_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Somebody who works with this installation.
create table "users" (
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
  "email" TEXT,
  "active" INTEGER not null,
  "profile_id" BLOB,
  "manager_id" BLOB,
  "job_title" TEXT,
  "phone" TEXT,
  "language" TEXT,
  "hired_on" TEXT,
  "birthday" TEXT,
  "external_id" TEXT,
  "notes" TEXT,
  "invited_at" INTEGER,
  "password_hash" TEXT,
  "custom" TEXT not null,
  check (active in (0, 1))
) strict;
create index users_title on "users" (title_sort, id) where deleted_at is null;
create index users_created on "users" (created_at, id) where deleted_at is null;
create index users_updated on "users" (updated_at, id) where deleted_at is null;
create index users_bin on "users" (deleted_at, id) where deleted_at is not null;
create unique index users_email_key on "users" (email) where deleted_at is null;
create index users_profile_id on "users" (profile_id) where profile_id is not null;
create index users_manager_id on "users" (manager_id) where manager_id is not null;
create index users_external_id on "users" (external_id) where external_id is not null;
create table "users_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "users" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index users_search_title on users_search (title);
create virtual table users_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='users_search', content_rowid='row', tokenize='trigram');
create trigger users_search_insert after insert on users_search begin
  insert into users_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger users_search_delete after delete on users_search begin
  insert into users_search_fts (users_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger users_search_update after update on users_search begin
  insert into users_search_fts (users_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into users_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Users who belong together. A group carries roles too.
create table "groups" (
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
  "description" TEXT,
  "custom" TEXT not null
) strict;
create index groups_title on "groups" (title_sort, id) where deleted_at is null;
create index groups_created on "groups" (created_at, id) where deleted_at is null;
create index groups_updated on "groups" (updated_at, id) where deleted_at is null;
create index groups_bin on "groups" (deleted_at, id) where deleted_at is not null;
create table "groups_members" (
  "parent_id" BLOB not null references "groups" (id) on delete cascade,
  "position" INTEGER not null,
  "user_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index groups_members_user_id on groups_members (user_id);
create table "groups_roles" (
  "parent_id" BLOB not null references "groups" (id) on delete cascade,
  "position" INTEGER not null,
  "role_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index groups_roles_role_id on groups_roles (role_id);
create table "groups_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "groups" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index groups_search_title on groups_search (title);
create virtual table groups_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='groups_search', content_rowid='row', tokenize='trigram');
create trigger groups_search_insert after insert on groups_search begin
  insert into groups_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger groups_search_delete after delete on groups_search begin
  insert into groups_search_fts (groups_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger groups_search_update after update on groups_search begin
  insert into groups_search_fts (groups_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into groups_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A named bundle of rights. The role Everybody holds the company-wide rights.
create table "roles" (
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
  "description" TEXT,
  "custom" TEXT not null
) strict;
create index roles_title on "roles" (title_sort, id) where deleted_at is null;
create index roles_created on "roles" (created_at, id) where deleted_at is null;
create index roles_updated on "roles" (updated_at, id) where deleted_at is null;
create index roles_bin on "roles" (deleted_at, id) where deleted_at is not null;
create table "roles_rights" (
  "parent_id" BLOB not null references "roles" (id) on delete cascade,
  "position" INTEGER not null,
  "record_type" TEXT not null,
  "action" TEXT not null,
  "scope" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "roles_classes" (
  "parent_id" BLOB not null references "roles" (id) on delete cascade,
  "position" INTEGER not null,
  "record_type" TEXT not null,
  "class" TEXT not null,
  "scope" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "roles_duties" (
  "parent_id" BLOB not null references "roles" (id) on delete cascade,
  "position" INTEGER not null,
  "duty" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "roles_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "roles" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index roles_search_title on roles_search (title);
create virtual table roles_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='roles_search', content_rowid='row', tokenize='trigram');
create trigger roles_search_insert after insert on roles_search begin
  insert into roles_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger roles_search_delete after delete on roles_search begin
  insert into roles_search_fts (roles_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger roles_search_update after update on roles_search begin
  insert into roles_search_fts (roles_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into roles_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A job, made of roles; each user has one.
create table "profiles" (
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
  "description" TEXT,
  "custom" TEXT not null
) strict;
create index profiles_title on "profiles" (title_sort, id) where deleted_at is null;
create index profiles_created on "profiles" (created_at, id) where deleted_at is null;
create index profiles_updated on "profiles" (updated_at, id) where deleted_at is null;
create index profiles_bin on "profiles" (deleted_at, id) where deleted_at is not null;
create table "profiles_roles" (
  "parent_id" BLOB not null references "profiles" (id) on delete cascade,
  "position" INTEGER not null,
  "role_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index profiles_roles_role_id on profiles_roles (role_id);
create table "profiles_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "profiles" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index profiles_search_title on profiles_search (title);
create virtual table profiles_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='profiles_search', content_rowid='row', tokenize='trigram');
create trigger profiles_search_insert after insert on profiles_search begin
  insert into profiles_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger profiles_search_delete after delete on profiles_search begin
  insert into profiles_search_fts (profiles_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger profiles_search_update after update on profiles_search begin
  insert into profiles_search_fts (profiles_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into profiles_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A key for programs. It is shown once; deleting it revokes it.
create table "keys" (
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
  "user_id" BLOB not null,
  "ends_at" INTEGER not null,
  "prefix" TEXT,
  "secret_hash" TEXT,
  "custom" TEXT not null
) strict;
create index keys_title on "keys" (title_sort, id, user_id) where deleted_at is null;
create index keys_created on "keys" (created_at, id) where deleted_at is null;
create index keys_updated on "keys" (updated_at, id) where deleted_at is null;
create index keys_bin on "keys" (deleted_at, id) where deleted_at is not null;
create index keys_user_id on "keys" (user_id, title_sort, id);
create unique index keys_secret_hash_key on "keys" (secret_hash) where deleted_at is null;
create table "keys_roles" (
  "parent_id" BLOB not null references "keys" (id) on delete cascade,
  "position" INTEGER not null,
  "role_id" BLOB not null,
  primary key (parent_id, position)
) strict, without rowid;
create index keys_roles_role_id on keys_roles (role_id);
create table "keys_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "keys" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index keys_search_title on keys_search (title);
create virtual table keys_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='keys_search', content_rowid='row', tokenize='trigram');
create trigger keys_search_insert after insert on keys_search begin
  insert into keys_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger keys_search_delete after delete on keys_search begin
  insert into keys_search_fts (keys_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger keys_search_update after update on keys_search begin
  insert into keys_search_fts (keys_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into keys_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A field that administrators added to a record type. Its name begins with x_.
create table "custom_fields" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "record_type" TEXT not null,
  "name" TEXT not null,
  "label" TEXT not null,
  "label_sort" BLOB not null,
  "help" TEXT,
  "kind" TEXT not null,
  "scale" INTEGER,
  "target" TEXT,
  "class" TEXT not null,
  "required" INTEGER not null,
  "searchable" INTEGER not null,
  "custom" TEXT not null,
  check (required in (0, 1)),
  check (searchable in (0, 1))
) strict;
create index custom_fields_title on "custom_fields" (title_sort, id) where deleted_at is null;
create index custom_fields_created on "custom_fields" (created_at, id) where deleted_at is null;
create index custom_fields_updated on "custom_fields" (updated_at, id) where deleted_at is null;
create index custom_fields_bin on "custom_fields" (deleted_at, id) where deleted_at is not null;
create table "custom_fields_choices" (
  "parent_id" BLOB not null references "custom_fields" (id) on delete cascade,
  "position" INTEGER not null,
  "code" TEXT not null,
  "label" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "custom_fields_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "custom_fields" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index custom_fields_search_title on custom_fields_search (title);
create virtual table custom_fields_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='custom_fields_search', content_rowid='row', tokenize='trigram');
create trigger custom_fields_search_insert after insert on custom_fields_search begin
  insert into custom_fields_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger custom_fields_search_delete after delete on custom_fields_search begin
  insert into custom_fields_search_fts (custom_fields_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger custom_fields_search_update after update on custom_fields_search begin
  insert into custom_fields_search_fts (custom_fields_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into custom_fields_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- A reason people can choose when they change something.
create table "reason_codes" (
  "id" BLOB not null primary key,
  "version" INTEGER not null,
  "title" TEXT not null,
  "title_sort" BLOB not null,
  "created_at" INTEGER not null,
  "created_by" BLOB,
  "updated_at" INTEGER not null,
  "updated_by" BLOB,
  "deleted_at" INTEGER,
  "code" TEXT not null,
  "label" TEXT not null,
  "label_sort" BLOB not null,
  "position" INTEGER not null,
  "active" INTEGER not null,
  "custom" TEXT not null,
  check (active in (0, 1))
) strict;
create index reason_codes_title on "reason_codes" (title_sort, id) where deleted_at is null;
create index reason_codes_created on "reason_codes" (created_at, id) where deleted_at is null;
create index reason_codes_updated on "reason_codes" (updated_at, id) where deleted_at is null;
create index reason_codes_bin on "reason_codes" (deleted_at, id) where deleted_at is not null;
create unique index reason_codes_code_key on "reason_codes" (code) where deleted_at is null;
create table "reason_codes_translations" (
  "parent_id" BLOB not null references "reason_codes" (id) on delete cascade,
  "position" INTEGER not null,
  "language" TEXT not null,
  "label" TEXT not null,
  primary key (parent_id, position)
) strict, without rowid;
create table "reason_codes_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "reason_codes" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index reason_codes_search_title on reason_codes_search (title);
create virtual table reason_codes_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='reason_codes_search', content_rowid='row', tokenize='trigram');
create trigger reason_codes_search_insert after insert on reason_codes_search begin
  insert into reason_codes_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger reason_codes_search_delete after delete on reason_codes_search begin
  insert into reason_codes_search_fts (reason_codes_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger reason_codes_search_update after update on reason_codes_search begin
  insert into reason_codes_search_fts (reason_codes_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into reason_codes_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

-- Where a reason is asked for. The strictest rule that fits counts; what is left empty fits everything.
create table "reason_rules" (
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
  "record_type" TEXT,
  "field" TEXT,
  "class" TEXT,
  "action" TEXT,
  "requirement" TEXT not null,
  "custom" TEXT not null
) strict;
create index reason_rules_title on "reason_rules" (title_sort, id) where deleted_at is null;
create index reason_rules_created on "reason_rules" (created_at, id) where deleted_at is null;
create index reason_rules_updated on "reason_rules" (updated_at, id) where deleted_at is null;
create index reason_rules_bin on "reason_rules" (deleted_at, id) where deleted_at is not null;
create table "reason_rules_search" (
  row INTEGER primary key,
  record_id BLOB not null unique references "reason_rules" (id) on delete cascade,
  title TEXT not null,
  ordinary TEXT,
  personal TEXT,
  special TEXT,
  figures TEXT,
  cost TEXT,
  bank TEXT
) strict;
create index reason_rules_search_title on reason_rules_search (title);
create virtual table reason_rules_search_fts using fts5 (ordinary, personal, special, figures, cost, bank, content='reason_rules_search', content_rowid='row', tokenize='trigram');
create trigger reason_rules_search_insert after insert on reason_rules_search begin
  insert into reason_rules_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;
create trigger reason_rules_search_delete after delete on reason_rules_search begin
  insert into reason_rules_search_fts (reason_rules_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
end;
create trigger reason_rules_search_update after update on reason_rules_search begin
  insert into reason_rules_search_fts (reason_rules_search_fts, rowid, ordinary, personal, special, figures, cost, bank) values ('delete', old.row, old.ordinary, old.personal, old.special, old.figures, old.cost, old.bank);
  insert into reason_rules_search_fts (rowid, ordinary, personal, special, figures, cost, bank) values (new.row, new.ordinary, new.personal, new.special, new.figures, new.cost, new.bank);
end;

