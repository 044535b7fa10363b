-- Secrets that were just made, sealed, until the page that shows them was read.
create table shown_once (name BLOB primary key, content BLOB not null, ends_at INTEGER not null) strict;
