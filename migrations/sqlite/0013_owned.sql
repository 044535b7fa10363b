-- What somebody owns, in the orders that lists have where none is asked for.
create index organisations_owner_created on "organisations" (owner_id, created_at, id) where deleted_at is null;
create index organisations_owner_updated on "organisations" (owner_id, updated_at, id) where deleted_at is null;
create index contacts_owner_created on "contacts" (owner_id, created_at, id) where deleted_at is null;
create index contacts_owner_updated on "contacts" (owner_id, updated_at, id) where deleted_at is null;
create index leads_owner_created on "leads" (owner_id, created_at, id) where deleted_at is null;
create index leads_owner_updated on "leads" (owner_id, updated_at, id) where deleted_at is null;
create index deals_owner_created on "deals" (owner_id, created_at, id) where deleted_at is null;
create index deals_owner_updated on "deals" (owner_id, updated_at, id) where deleted_at is null;
create index activities_owner_created on "activities" (owner_id, created_at, id) where deleted_at is null;
create index activities_owner_updated on "activities" (owner_id, updated_at, id) where deleted_at is null;
create index saved_views_owner_created on "saved_views" (owner_id, created_at, id) where deleted_at is null;
create index saved_views_owner_updated on "saved_views" (owner_id, updated_at, id) where deleted_at is null;
create index keys_owner_created on "keys" (user_id, created_at, id) where deleted_at is null;
create index keys_owner_updated on "keys" (user_id, updated_at, id) where deleted_at is null;
create index mappings_owner_created on "mappings" (owner_id, created_at, id) where deleted_at is null;
create index mappings_owner_updated on "mappings" (owner_id, updated_at, id) where deleted_at is null;
