-- What boards ask for: the newest of each column, and what each column comes to.
create index leads_board on "leads" (status, updated_at, id) where deleted_at is null;
create index leads_sums on "leads" (status, value_currency, value, owner_id) where deleted_at is null;
create index deals_board on "deals" (stage_id, updated_at, id) where deleted_at is null;
create index deals_sums on "deals" (stage_id, amount_currency, amount, owner_id) where deleted_at is null;
