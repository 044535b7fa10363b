-- The tables of all record types, as their definitions say (`beheer schema` prints them).

-- A company, association or authority we do business with.
create table "organisations" (
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
  "kind" text not null,
  "customer_number" text,
  "vat_id" text,
  "coc_number" text,
  "email" text,
  "phone" text,
  "website" text,
  "industry" text,
  "language" text,
  "parent_id" uuid,
  "owner_id" uuid,
  "external_id" text,
  "notes" text,
  "custom" text not null
);
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
  "parent_id" uuid not null references "organisations" (id) on delete cascade,
  "position" bigint not null,
  "type" text,
  "street" text,
  "postal_code" text,
  "city" text,
  "region" text,
  "country" text,
  primary key (parent_id, position)
);
create table "organisations_search" (
  record_id uuid primary key references "organisations" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index organisations_search_title on organisations_search (title text_pattern_ops);
create index organisations_search_ordinary on organisations_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index organisations_search_personal on organisations_search using gin (personal gin_trgm_ops) where personal is not null;
create index organisations_search_special on organisations_search using gin (special gin_trgm_ops) where special is not null;
create index organisations_search_figures on organisations_search using gin (figures gin_trgm_ops) where figures is not null;
create index organisations_search_cost on organisations_search using gin (cost gin_trgm_ops) where cost is not null;
create index organisations_search_bank on organisations_search using gin (bank gin_trgm_ops) where bank is not null;

-- A person we talk to, at an organisation or on their own.
create table "contacts" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "first_name" text,
  "first_name_sort" bytea,
  "last_name" text not null,
  "last_name_sort" bytea not null,
  "job_title" text,
  "organisation_id" uuid,
  "language" text,
  "preferred_channel" text,
  "consent" text not null,
  "consent_on" text,
  "birthday" text,
  "owner_id" uuid,
  "external_id" text,
  "notes" text,
  "custom" text not null
);
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
  "parent_id" uuid not null references "contacts" (id) on delete cascade,
  "position" bigint not null,
  "type" text,
  "value" text not null,
  primary key (parent_id, position)
);
create table "contacts_phones" (
  "parent_id" uuid not null references "contacts" (id) on delete cascade,
  "position" bigint not null,
  "type" text,
  "value" text not null,
  primary key (parent_id, position)
);
create table "contacts_addresses" (
  "parent_id" uuid not null references "contacts" (id) on delete cascade,
  "position" bigint not null,
  "type" text,
  "street" text,
  "postal_code" text,
  "city" text,
  "region" text,
  "country" text,
  primary key (parent_id, position)
);
create table "contacts_search" (
  record_id uuid primary key references "contacts" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index contacts_search_title on contacts_search (title text_pattern_ops);
create index contacts_search_ordinary on contacts_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index contacts_search_personal on contacts_search using gin (personal gin_trgm_ops) where personal is not null;
create index contacts_search_special on contacts_search using gin (special gin_trgm_ops) where special is not null;
create index contacts_search_figures on contacts_search using gin (figures gin_trgm_ops) where figures is not null;
create index contacts_search_cost on contacts_search using gin (cost gin_trgm_ops) where cost is not null;
create index contacts_search_bank on contacts_search using gin (bank gin_trgm_ops) where bank is not null;

-- Interest from outside that has to be looked at.
create table "leads" (
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
  "status" text not null,
  "source" text,
  "company" text,
  "first_name" text,
  "last_name" text,
  "email" text,
  "phone" text,
  "value" bigint,
  "value_currency" text,
  "language" text,
  "owner_id" uuid,
  "notes" text,
  "converted_at" bigint,
  "organisation_id" uuid,
  "contact_id" uuid,
  "deal_id" uuid,
  "custom" text not null,
  check ((value is null) = (value_currency is null))
);
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
  record_id uuid primary key references "leads" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index leads_search_title on leads_search (title text_pattern_ops);
create index leads_search_ordinary on leads_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index leads_search_personal on leads_search using gin (personal gin_trgm_ops) where personal is not null;
create index leads_search_special on leads_search using gin (special gin_trgm_ops) where special is not null;
create index leads_search_figures on leads_search using gin (figures gin_trgm_ops) where figures is not null;
create index leads_search_cost on leads_search using gin (cost gin_trgm_ops) where cost is not null;
create index leads_search_bank on leads_search using gin (bank gin_trgm_ops) where bank is not null;

-- A sale we hope to close.
create table "deals" (
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
  "organisation_id" uuid,
  "contact_id" uuid,
  "stage_id" uuid not null,
  "amount" bigint,
  "amount_currency" text,
  "probability" bigint,
  "expected_close" text,
  "lost_reason" text,
  "owner_id" uuid,
  "notes" text,
  "custom" text not null,
  check ((amount is null) = (amount_currency is null))
);
create index deals_title on "deals" (title_sort, id, owner_id) where deleted_at is null;
create index deals_created on "deals" (created_at, id) where deleted_at is null;
create index deals_updated on "deals" (updated_at, id) where deleted_at is null;
create index deals_bin on "deals" (deleted_at, id) where deleted_at is not null;
create index deals_organisation_id on "deals" (organisation_id) where organisation_id is not null;
create index deals_contact_id on "deals" (contact_id) where contact_id is not null;
create index deals_stage_id on "deals" (stage_id) where stage_id is not null;
create index deals_owner_id on "deals" (owner_id, title_sort, id);
create table "deals_search" (
  record_id uuid primary key references "deals" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index deals_search_title on deals_search (title text_pattern_ops);
create index deals_search_ordinary on deals_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index deals_search_personal on deals_search using gin (personal gin_trgm_ops) where personal is not null;
create index deals_search_special on deals_search using gin (special gin_trgm_ops) where special is not null;
create index deals_search_figures on deals_search using gin (figures gin_trgm_ops) where figures is not null;
create index deals_search_cost on deals_search using gin (cost gin_trgm_ops) where cost is not null;
create index deals_search_bank on deals_search using gin (bank gin_trgm_ops) where bank is not null;

-- A call, meeting, task, note or mail, about any records.
create table "activities" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "kind" text not null,
  "subject" text not null,
  "subject_sort" bytea not null,
  "body" text,
  "due" bigint,
  "starts" bigint,
  "ends" bigint,
  "done" bigint,
  "owner_id" uuid,
  "custom" text not null
);
create index activities_title on "activities" (title_sort, id, owner_id) where deleted_at is null;
create index activities_created on "activities" (created_at, id) where deleted_at is null;
create index activities_updated on "activities" (updated_at, id) where deleted_at is null;
create index activities_bin on "activities" (deleted_at, id) where deleted_at is not null;
create index activities_due on "activities" (due) where due is not null;
create index activities_mine on "activities" (owner_id, due, done) where deleted_at is null;
create index activities_starts on "activities" (starts) where starts is not null;
create index activities_owner_id on "activities" (owner_id, title_sort, id);
create table "activities_about" (
  "parent_id" uuid not null references "activities" (id) on delete cascade,
  "position" bigint not null,
  "record_type" text not null,
  "record_id" uuid not null,
  primary key (parent_id, position)
);
create index activities_about_record_id on activities_about (record_id);
create table "activities_participants" (
  "parent_id" uuid not null references "activities" (id) on delete cascade,
  "position" bigint not null,
  "record_type" text not null,
  "record_id" uuid not null,
  primary key (parent_id, position)
);
create index activities_participants_record_id on activities_participants (record_id);
create table "activities_search" (
  record_id uuid primary key references "activities" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index activities_search_title on activities_search (title text_pattern_ops);
create index activities_search_ordinary on activities_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index activities_search_personal on activities_search using gin (personal gin_trgm_ops) where personal is not null;
create index activities_search_special on activities_search using gin (special gin_trgm_ops) where special is not null;
create index activities_search_figures on activities_search using gin (figures gin_trgm_ops) where figures is not null;
create index activities_search_cost on activities_search using gin (cost gin_trgm_ops) where cost is not null;
create index activities_search_bank on activities_search using gin (bank gin_trgm_ops) where bank is not null;

-- Something we sell or buy.
create table "products" (
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
  "sku" text,
  "sku_sort" bytea,
  "category" text,
  "unit" text,
  "price" bigint,
  "price_currency" text,
  "cost" bigint,
  "cost_currency" text,
  "stock" bigint not null,
  "reorder_level" bigint,
  "supplier_id" uuid,
  "active" bigint not null,
  "description" text,
  "custom" text not null,
  check ((price is null) = (price_currency is null)),
  check ((cost is null) = (cost_currency is null)),
  check (active in (0, 1))
);
create index products_title on "products" (title_sort, id) where deleted_at is null;
create index products_created on "products" (created_at, id) where deleted_at is null;
create index products_updated on "products" (updated_at, id) where deleted_at is null;
create index products_bin on "products" (deleted_at, id) where deleted_at is not null;
create unique index products_sku_key on "products" (sku) where deleted_at is null;
create index products_sku_sort on "products" (sku_sort, id) where deleted_at is null;
create index products_supplier_id on "products" (supplier_id) where supplier_id is not null;
create table "products_search" (
  record_id uuid primary key references "products" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index products_search_title on products_search (title text_pattern_ops);
create index products_search_ordinary on products_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index products_search_personal on products_search using gin (personal gin_trgm_ops) where personal is not null;
create index products_search_special on products_search using gin (special gin_trgm_ops) where special is not null;
create index products_search_figures on products_search using gin (figures gin_trgm_ops) where figures is not null;
create index products_search_cost on products_search using gin (cost gin_trgm_ops) where cost is not null;
create index products_search_bank on products_search using gin (bank gin_trgm_ops) where bank is not null;

-- Goods that came in or went out; it changes the stock of its product.
create table "stock_movements" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "product_id" uuid not null,
  "kind" text not null,
  "quantity" bigint not null,
  "reference" text not null,
  "custom" text not null
);
create index stock_movements_title on "stock_movements" (title_sort, id) where deleted_at is null;
create index stock_movements_created on "stock_movements" (created_at, id) where deleted_at is null;
create index stock_movements_updated on "stock_movements" (updated_at, id) where deleted_at is null;
create index stock_movements_bin on "stock_movements" (deleted_at, id) where deleted_at is not null;
create index stock_movements_product_id on "stock_movements" (product_id) where product_id is not null;
create table "stock_movements_search" (
  record_id uuid primary key references "stock_movements" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index stock_movements_search_title on stock_movements_search (title text_pattern_ops);
create index stock_movements_search_ordinary on stock_movements_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index stock_movements_search_personal on stock_movements_search using gin (personal gin_trgm_ops) where personal is not null;
create index stock_movements_search_special on stock_movements_search using gin (special gin_trgm_ops) where special is not null;
create index stock_movements_search_figures on stock_movements_search using gin (figures gin_trgm_ops) where figures is not null;
create index stock_movements_search_cost on stock_movements_search using gin (cost gin_trgm_ops) where cost is not null;
create index stock_movements_search_bank on stock_movements_search using gin (bank gin_trgm_ops) where bank is not null;

-- A file that belongs to a record.
create table "attachments" (
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
  "about_type" text not null,
  "about_id" uuid not null,
  "media_type" text,
  "size" bigint,
  "content" text,
  "custom" text not null
);
create index attachments_title on "attachments" (title_sort, id) where deleted_at is null;
create index attachments_created on "attachments" (created_at, id) where deleted_at is null;
create index attachments_updated on "attachments" (updated_at, id) where deleted_at is null;
create index attachments_bin on "attachments" (deleted_at, id) where deleted_at is not null;
create index attachments_about on "attachments" (about_id);
create table "attachments_search" (
  record_id uuid primary key references "attachments" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index attachments_search_title on attachments_search (title text_pattern_ops);
create index attachments_search_ordinary on attachments_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index attachments_search_personal on attachments_search using gin (personal gin_trgm_ops) where personal is not null;
create index attachments_search_special on attachments_search using gin (special gin_trgm_ops) where special is not null;
create index attachments_search_figures on attachments_search using gin (figures gin_trgm_ops) where figures is not null;
create index attachments_search_cost on attachments_search using gin (cost gin_trgm_ops) where cost is not null;
create index attachments_search_bank on attachments_search using gin (bank gin_trgm_ops) where bank is not null;

-- A list that somebody comes back to: filter, order and columns under a name.
create table "saved_views" (
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
  "filter" text,
  "sort" text,
  "columns" text,
  "audience" text not null,
  "owner_id" uuid,
  "custom" text not null
);
create index saved_views_title on "saved_views" (title_sort, id, owner_id) where deleted_at is null;
create index saved_views_created on "saved_views" (created_at, id) where deleted_at is null;
create index saved_views_updated on "saved_views" (updated_at, id) where deleted_at is null;
create index saved_views_bin on "saved_views" (deleted_at, id) where deleted_at is not null;
create index saved_views_owner_id on "saved_views" (owner_id, title_sort, id);
create table "saved_views_search" (
  record_id uuid primary key references "saved_views" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index saved_views_search_title on saved_views_search (title text_pattern_ops);
create index saved_views_search_ordinary on saved_views_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index saved_views_search_personal on saved_views_search using gin (personal gin_trgm_ops) where personal is not null;
create index saved_views_search_special on saved_views_search using gin (special gin_trgm_ops) where special is not null;
create index saved_views_search_figures on saved_views_search using gin (figures gin_trgm_ops) where figures is not null;
create index saved_views_search_cost on saved_views_search using gin (cost gin_trgm_ops) where cost is not null;
create index saved_views_search_bank on saved_views_search using gin (bank gin_trgm_ops) where bank is not null;

-- A way of selling, with its stages.
create table "pipelines" (
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
  "active" bigint not null,
  "custom" text not null,
  check (active in (0, 1))
);
create index pipelines_title on "pipelines" (title_sort, id) where deleted_at is null;
create index pipelines_created on "pipelines" (created_at, id) where deleted_at is null;
create index pipelines_updated on "pipelines" (updated_at, id) where deleted_at is null;
create index pipelines_bin on "pipelines" (deleted_at, id) where deleted_at is not null;
create table "pipelines_search" (
  record_id uuid primary key references "pipelines" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index pipelines_search_title on pipelines_search (title text_pattern_ops);
create index pipelines_search_ordinary on pipelines_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index pipelines_search_personal on pipelines_search using gin (personal gin_trgm_ops) where personal is not null;
create index pipelines_search_special on pipelines_search using gin (special gin_trgm_ops) where special is not null;
create index pipelines_search_figures on pipelines_search using gin (figures gin_trgm_ops) where figures is not null;
create index pipelines_search_cost on pipelines_search using gin (cost gin_trgm_ops) where cost is not null;
create index pipelines_search_bank on pipelines_search using gin (bank gin_trgm_ops) where bank is not null;

-- A step of a pipeline.
create table "stages" (
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
  "pipeline_id" uuid not null,
  "position" bigint not null,
  "kind" text not null,
  "probability" bigint,
  "custom" text not null
);
create index stages_title on "stages" (title_sort, id) where deleted_at is null;
create index stages_created on "stages" (created_at, id) where deleted_at is null;
create index stages_updated on "stages" (updated_at, id) where deleted_at is null;
create index stages_bin on "stages" (deleted_at, id) where deleted_at is not null;
create index stages_pipeline_id on "stages" (pipeline_id) where pipeline_id is not null;
create table "stages_search" (
  record_id uuid primary key references "stages" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index stages_search_title on stages_search (title text_pattern_ops);
create index stages_search_ordinary on stages_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index stages_search_personal on stages_search using gin (personal gin_trgm_ops) where personal is not null;
create index stages_search_special on stages_search using gin (special gin_trgm_ops) where special is not null;
create index stages_search_figures on stages_search using gin (figures gin_trgm_ops) where figures is not null;
create index stages_search_cost on stages_search using gin (cost gin_trgm_ops) where cost is not null;
create index stages_search_bank on stages_search using gin (bank gin_trgm_ops) where bank is not null;

-- Somebody who works with this installation.
create table "users" (
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
  "email" text,
  "active" bigint not null,
  "profile_id" uuid,
  "manager_id" uuid,
  "job_title" text,
  "phone" text,
  "language" text,
  "hired_on" text,
  "birthday" text,
  "external_id" text,
  "notes" text,
  "invited_at" bigint,
  "password_hash" text,
  "custom" text not null,
  check (active in (0, 1))
);
create index users_title on "users" (title_sort, id) where deleted_at is null;
create index users_created on "users" (created_at, id) where deleted_at is null;
create index users_updated on "users" (updated_at, id) where deleted_at is null;
create index users_bin on "users" (deleted_at, id) where deleted_at is not null;
create unique index users_email_key on "users" (email) where deleted_at is null;
create index users_profile_id on "users" (profile_id) where profile_id is not null;
create index users_manager_id on "users" (manager_id) where manager_id is not null;
create index users_external_id on "users" (external_id) where external_id is not null;
create table "users_search" (
  record_id uuid primary key references "users" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index users_search_title on users_search (title text_pattern_ops);
create index users_search_ordinary on users_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index users_search_personal on users_search using gin (personal gin_trgm_ops) where personal is not null;
create index users_search_special on users_search using gin (special gin_trgm_ops) where special is not null;
create index users_search_figures on users_search using gin (figures gin_trgm_ops) where figures is not null;
create index users_search_cost on users_search using gin (cost gin_trgm_ops) where cost is not null;
create index users_search_bank on users_search using gin (bank gin_trgm_ops) where bank is not null;

-- Users who belong together. A group carries roles too.
create table "groups" (
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
  "description" text,
  "custom" text not null
);
create index groups_title on "groups" (title_sort, id) where deleted_at is null;
create index groups_created on "groups" (created_at, id) where deleted_at is null;
create index groups_updated on "groups" (updated_at, id) where deleted_at is null;
create index groups_bin on "groups" (deleted_at, id) where deleted_at is not null;
create table "groups_members" (
  "parent_id" uuid not null references "groups" (id) on delete cascade,
  "position" bigint not null,
  "user_id" uuid not null,
  primary key (parent_id, position)
);
create index groups_members_user_id on groups_members (user_id);
create table "groups_roles" (
  "parent_id" uuid not null references "groups" (id) on delete cascade,
  "position" bigint not null,
  "role_id" uuid not null,
  primary key (parent_id, position)
);
create index groups_roles_role_id on groups_roles (role_id);
create table "groups_search" (
  record_id uuid primary key references "groups" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index groups_search_title on groups_search (title text_pattern_ops);
create index groups_search_ordinary on groups_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index groups_search_personal on groups_search using gin (personal gin_trgm_ops) where personal is not null;
create index groups_search_special on groups_search using gin (special gin_trgm_ops) where special is not null;
create index groups_search_figures on groups_search using gin (figures gin_trgm_ops) where figures is not null;
create index groups_search_cost on groups_search using gin (cost gin_trgm_ops) where cost is not null;
create index groups_search_bank on groups_search using gin (bank gin_trgm_ops) where bank is not null;

-- A named bundle of rights. The role Everybody holds the company-wide rights.
create table "roles" (
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
  "description" text,
  "custom" text not null
);
create index roles_title on "roles" (title_sort, id) where deleted_at is null;
create index roles_created on "roles" (created_at, id) where deleted_at is null;
create index roles_updated on "roles" (updated_at, id) where deleted_at is null;
create index roles_bin on "roles" (deleted_at, id) where deleted_at is not null;
create table "roles_rights" (
  "parent_id" uuid not null references "roles" (id) on delete cascade,
  "position" bigint not null,
  "record_type" text not null,
  "action" text not null,
  "scope" text not null,
  primary key (parent_id, position)
);
create table "roles_classes" (
  "parent_id" uuid not null references "roles" (id) on delete cascade,
  "position" bigint not null,
  "record_type" text not null,
  "class" text not null,
  "scope" text not null,
  primary key (parent_id, position)
);
create table "roles_duties" (
  "parent_id" uuid not null references "roles" (id) on delete cascade,
  "position" bigint not null,
  "duty" text not null,
  primary key (parent_id, position)
);
create table "roles_search" (
  record_id uuid primary key references "roles" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index roles_search_title on roles_search (title text_pattern_ops);
create index roles_search_ordinary on roles_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index roles_search_personal on roles_search using gin (personal gin_trgm_ops) where personal is not null;
create index roles_search_special on roles_search using gin (special gin_trgm_ops) where special is not null;
create index roles_search_figures on roles_search using gin (figures gin_trgm_ops) where figures is not null;
create index roles_search_cost on roles_search using gin (cost gin_trgm_ops) where cost is not null;
create index roles_search_bank on roles_search using gin (bank gin_trgm_ops) where bank is not null;

-- A job, made of roles; each user has one.
create table "profiles" (
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
  "description" text,
  "custom" text not null
);
create index profiles_title on "profiles" (title_sort, id) where deleted_at is null;
create index profiles_created on "profiles" (created_at, id) where deleted_at is null;
create index profiles_updated on "profiles" (updated_at, id) where deleted_at is null;
create index profiles_bin on "profiles" (deleted_at, id) where deleted_at is not null;
create table "profiles_roles" (
  "parent_id" uuid not null references "profiles" (id) on delete cascade,
  "position" bigint not null,
  "role_id" uuid not null,
  primary key (parent_id, position)
);
create index profiles_roles_role_id on profiles_roles (role_id);
create table "profiles_search" (
  record_id uuid primary key references "profiles" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index profiles_search_title on profiles_search (title text_pattern_ops);
create index profiles_search_ordinary on profiles_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index profiles_search_personal on profiles_search using gin (personal gin_trgm_ops) where personal is not null;
create index profiles_search_special on profiles_search using gin (special gin_trgm_ops) where special is not null;
create index profiles_search_figures on profiles_search using gin (figures gin_trgm_ops) where figures is not null;
create index profiles_search_cost on profiles_search using gin (cost gin_trgm_ops) where cost is not null;
create index profiles_search_bank on profiles_search using gin (bank gin_trgm_ops) where bank is not null;

-- A key for programs. It is shown once; deleting it revokes it.
create table "keys" (
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
  "user_id" uuid not null,
  "ends_at" bigint not null,
  "prefix" text,
  "secret_hash" text,
  "custom" text not null
);
create index keys_title on "keys" (title_sort, id, user_id) where deleted_at is null;
create index keys_created on "keys" (created_at, id) where deleted_at is null;
create index keys_updated on "keys" (updated_at, id) where deleted_at is null;
create index keys_bin on "keys" (deleted_at, id) where deleted_at is not null;
create index keys_user_id on "keys" (user_id, title_sort, id);
create unique index keys_secret_hash_key on "keys" (secret_hash) where deleted_at is null;
create table "keys_roles" (
  "parent_id" uuid not null references "keys" (id) on delete cascade,
  "position" bigint not null,
  "role_id" uuid not null,
  primary key (parent_id, position)
);
create index keys_roles_role_id on keys_roles (role_id);
create table "keys_search" (
  record_id uuid primary key references "keys" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index keys_search_title on keys_search (title text_pattern_ops);
create index keys_search_ordinary on keys_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index keys_search_personal on keys_search using gin (personal gin_trgm_ops) where personal is not null;
create index keys_search_special on keys_search using gin (special gin_trgm_ops) where special is not null;
create index keys_search_figures on keys_search using gin (figures gin_trgm_ops) where figures is not null;
create index keys_search_cost on keys_search using gin (cost gin_trgm_ops) where cost is not null;
create index keys_search_bank on keys_search using gin (bank gin_trgm_ops) where bank is not null;

-- A field that administrators added to a record type. Its name begins with x_.
create table "custom_fields" (
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
  "name" text not null,
  "label" text not null,
  "label_sort" bytea not null,
  "help" text,
  "kind" text not null,
  "scale" bigint,
  "target" text,
  "class" text not null,
  "required" bigint not null,
  "searchable" bigint not null,
  "custom" text not null,
  check (required in (0, 1)),
  check (searchable in (0, 1))
);
create index custom_fields_title on "custom_fields" (title_sort, id) where deleted_at is null;
create index custom_fields_created on "custom_fields" (created_at, id) where deleted_at is null;
create index custom_fields_updated on "custom_fields" (updated_at, id) where deleted_at is null;
create index custom_fields_bin on "custom_fields" (deleted_at, id) where deleted_at is not null;
create table "custom_fields_choices" (
  "parent_id" uuid not null references "custom_fields" (id) on delete cascade,
  "position" bigint not null,
  "code" text not null,
  "label" text not null,
  primary key (parent_id, position)
);
create table "custom_fields_search" (
  record_id uuid primary key references "custom_fields" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index custom_fields_search_title on custom_fields_search (title text_pattern_ops);
create index custom_fields_search_ordinary on custom_fields_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index custom_fields_search_personal on custom_fields_search using gin (personal gin_trgm_ops) where personal is not null;
create index custom_fields_search_special on custom_fields_search using gin (special gin_trgm_ops) where special is not null;
create index custom_fields_search_figures on custom_fields_search using gin (figures gin_trgm_ops) where figures is not null;
create index custom_fields_search_cost on custom_fields_search using gin (cost gin_trgm_ops) where cost is not null;
create index custom_fields_search_bank on custom_fields_search using gin (bank gin_trgm_ops) where bank is not null;

-- A reason people can choose when they change something.
create table "reason_codes" (
  "id" uuid not null primary key,
  "version" bigint not null,
  "title" text not null,
  "title_sort" bytea not null,
  "created_at" bigint not null,
  "created_by" uuid,
  "updated_at" bigint not null,
  "updated_by" uuid,
  "deleted_at" bigint,
  "code" text not null,
  "label" text not null,
  "label_sort" bytea not null,
  "position" bigint not null,
  "active" bigint not null,
  "custom" text not null,
  check (active in (0, 1))
);
create index reason_codes_title on "reason_codes" (title_sort, id) where deleted_at is null;
create index reason_codes_created on "reason_codes" (created_at, id) where deleted_at is null;
create index reason_codes_updated on "reason_codes" (updated_at, id) where deleted_at is null;
create index reason_codes_bin on "reason_codes" (deleted_at, id) where deleted_at is not null;
create unique index reason_codes_code_key on "reason_codes" (code) where deleted_at is null;
create table "reason_codes_translations" (
  "parent_id" uuid not null references "reason_codes" (id) on delete cascade,
  "position" bigint not null,
  "language" text not null,
  "label" text not null,
  primary key (parent_id, position)
);
create table "reason_codes_search" (
  record_id uuid primary key references "reason_codes" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index reason_codes_search_title on reason_codes_search (title text_pattern_ops);
create index reason_codes_search_ordinary on reason_codes_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index reason_codes_search_personal on reason_codes_search using gin (personal gin_trgm_ops) where personal is not null;
create index reason_codes_search_special on reason_codes_search using gin (special gin_trgm_ops) where special is not null;
create index reason_codes_search_figures on reason_codes_search using gin (figures gin_trgm_ops) where figures is not null;
create index reason_codes_search_cost on reason_codes_search using gin (cost gin_trgm_ops) where cost is not null;
create index reason_codes_search_bank on reason_codes_search using gin (bank gin_trgm_ops) where bank is not null;

-- Where a reason is asked for. The strictest rule that fits counts; what is left empty fits everything.
create table "reason_rules" (
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
  "record_type" text,
  "field" text,
  "class" text,
  "action" text,
  "requirement" text not null,
  "custom" text not null
);
create index reason_rules_title on "reason_rules" (title_sort, id) where deleted_at is null;
create index reason_rules_created on "reason_rules" (created_at, id) where deleted_at is null;
create index reason_rules_updated on "reason_rules" (updated_at, id) where deleted_at is null;
create index reason_rules_bin on "reason_rules" (deleted_at, id) where deleted_at is not null;
create table "reason_rules_search" (
  record_id uuid primary key references "reason_rules" (id) on delete cascade,
  title text not null,
  ordinary text,
  personal text,
  special text,
  figures text,
  cost text,
  bank text
);
create index reason_rules_search_title on reason_rules_search (title text_pattern_ops);
create index reason_rules_search_ordinary on reason_rules_search using gin (ordinary gin_trgm_ops) where ordinary is not null;
create index reason_rules_search_personal on reason_rules_search using gin (personal gin_trgm_ops) where personal is not null;
create index reason_rules_search_special on reason_rules_search using gin (special gin_trgm_ops) where special is not null;
create index reason_rules_search_figures on reason_rules_search using gin (figures gin_trgm_ops) where figures is not null;
create index reason_rules_search_cost on reason_rules_search using gin (cost gin_trgm_ops) where cost is not null;
create index reason_rules_search_bank on reason_rules_search using gin (bank gin_trgm_ops) where bank is not null;

