-- The engine's own tables. Which of them are replicated, derived or ephemeral stands in src/changes/tables.rs.

-- For people: who changed what, when and why. Append-only. Position and hash are given by the sealer.
create table journal (
  seq INTEGER primary key,
  position INTEGER unique,
  batch_id BLOB not null,
  operation_id BLOB,
  operation_kind TEXT,
  at INTEGER not null,
  actor TEXT not null,
  actor_id BLOB,
  real_actor_id BLOB,
  channel TEXT not null,
  reason_code TEXT,
  reason_text TEXT,
  request_id TEXT not null,
  action TEXT not null,
  record_type TEXT not null,
  record_id BLOB not null,
  version INTEGER not null,
  changes TEXT not null,
  salt BLOB not null,
  digest BLOB not null,
  hash BLOB
) strict;
create index journal_record on journal (record_id, seq);
create index journal_operation on journal (operation_id, seq) where operation_id is not null;
create index journal_batch on journal (batch_id);
create index journal_actor on journal (actor_id, seq);
create index journal_reason on journal (reason_code) where reason_code is not null;
create index journal_unsealed on journal (seq) where position is null;

-- One row: where the chain ends. A cut tail does not fit it.
create table journal_head (
  one INTEGER primary key check (one = 1),
  position INTEGER not null,
  hash BLOB not null
) strict;
insert into journal_head values (1, 0, zeroblob(32));

-- For backups: the whole row after each write to a replicated table; no image means that the row is gone.
create table change_log (
  seq INTEGER primary key,
  batch_id BLOB not null,
  table_name TEXT not null,
  pk TEXT not null,
  image TEXT
) strict;

create table counters (name TEXT primary key, value INTEGER not null) strict;
create table merges (loser_id BLOB primary key, winner_id BLOB not null, record_type TEXT not null, at INTEGER not null) strict;
create index merges_winner on merges (winner_id);

create table epochs (name TEXT primary key, value INTEGER not null) strict;
insert into epochs values ('configuration', 1);

create table sessions (
  token_hash BLOB primary key,
  user_id BLOB not null,
  created_at INTEGER not null,
  seen_at INTEGER not null,
  ends_at INTEGER not null,
  user_agent TEXT not null
) strict;
create index sessions_user on sessions (user_id);
create table setup_links (token_hash BLOB primary key, ends_at INTEGER not null) strict;
create table join_links (user_id BLOB primary key, token_hash BLOB not null unique, ends_at INTEGER not null) strict;
create table key_uses (key_id BLOB primary key, used_at INTEGER not null) strict;
create table attempts (bucket TEXT primary key, failures INTEGER not null, since INTEGER not null) strict;
create table idempotency (
  key_hash BLOB primary key,
  request_hash BLOB not null,
  status INTEGER not null,
  answer TEXT not null,
  at INTEGER not null
) strict;
create index idempotency_at on idempotency (at);
create table jobs (
  id BLOB primary key,
  kind TEXT not null,
  state TEXT not null,
  user_id BLOB,
  record_type TEXT not null,
  title TEXT not null,
  specification TEXT not null,
  done INTEGER not null,
  total INTEGER not null,
  result TEXT,
  created_at INTEGER not null,
  started_at INTEGER,
  finished_at INTEGER,
  lease_until INTEGER
) strict;
create index jobs_created on jobs (created_at, id);
create table follower_places (name TEXT primary key, position INTEGER not null) strict;
