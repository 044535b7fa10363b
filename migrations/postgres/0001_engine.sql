-- The engine's own tables. Which of them are replicated, derived or ephemeral stands in src/changes/tables.rs.
-- Trigram search; a trusted extension, so the owner of the database may create it.
create extension if not exists pg_trgm;


-- For people: who changed what, when and why. Append-only. Position and hash are given by the sealer.
create table journal (
  seq bigint generated always as identity primary key,
  position bigint unique,
  batch_id uuid not null,
  operation_id uuid,
  operation_kind text,
  at bigint not null,
  actor text not null,
  actor_id uuid,
  real_actor_id uuid,
  channel text not null,
  reason_code text,
  reason_text text,
  request_id text not null,
  action text not null,
  record_type text not null,
  record_id uuid not null,
  version bigint not null,
  changes text not null,
  salt bytea not null,
  digest bytea not null,
  hash bytea
);
create index journal_record on journal (record_id, seq);
create index journal_operation on journal (operation_id, seq) where operation_id is not null;
create index journal_batch on journal (batch_id);
create index journal_actor on journal (actor_id, seq);
create index journal_reason on journal (reason_code) where reason_code is not null;
create index journal_unsealed on journal (seq) where position is null;

-- One row: where the chain ends. A cut tail does not fit it.
create table journal_head (
  one bigint primary key check (one = 1),
  position bigint not null,
  hash bytea not null
);
insert into journal_head values (1, 0, decode(repeat('00', 32), 'hex'));

-- For backups: the whole row after each write to a replicated table; no image means that the row is gone.
create table change_log (
  seq bigint generated always as identity primary key,
  batch_id uuid not null,
  table_name text not null,
  pk text not null,
  image text
);

create table counters (name text primary key, value bigint not null);
create table merges (loser_id uuid primary key, winner_id uuid not null, record_type text not null, at bigint not null);
create index merges_winner on merges (winner_id);

create table epochs (name text primary key, value bigint not null);
insert into epochs values ('configuration', 1);

create table sessions (
  token_hash bytea primary key,
  user_id uuid not null,
  created_at bigint not null,
  seen_at bigint not null,
  ends_at bigint not null,
  user_agent text not null
);
create index sessions_user on sessions (user_id);
create table setup_links (token_hash bytea primary key, ends_at bigint not null);
create table join_links (user_id uuid primary key, token_hash bytea not null unique, ends_at bigint not null);
create table key_uses (key_id uuid primary key, used_at bigint not null);
create table attempts (bucket text primary key, failures bigint not null, since bigint not null);
create table idempotency (
  key_hash bytea primary key,
  request_hash bytea not null,
  status bigint not null,
  answer text not null,
  at bigint not null
);
create index idempotency_at on idempotency (at);
create table jobs (
  id uuid primary key,
  kind text not null,
  state text not null,
  user_id uuid,
  record_type text not null,
  title text not null,
  specification text not null,
  done bigint not null,
  total bigint not null,
  result text,
  created_at bigint not null,
  started_at bigint,
  finished_at bigint,
  lease_until bigint
);
create index jobs_created on jobs (created_at, id);
create table follower_places (name text primary key, position bigint not null);
