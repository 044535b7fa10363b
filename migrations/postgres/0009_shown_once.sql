-- Secrets that were just made, sealed, until the page that shows them was read.
create table shown_once (name bytea primary key, content bytea not null, ends_at bigint not null);
