-- How a session began, from where, and when its owner last proved who he is.
alter table sessions add column method text not null default 'password';
alter table sessions add column address text not null default '';
alter table sessions add column proved_at bigint not null default 0;

-- Who signed in or tried to, and what others did to an account. Kept for half a year; `untold` waits for its owner.
create table account_events (
  id uuid primary key,
  user_id uuid,
  at bigint not null,
  what text not null,
  method text not null,
  address text not null,
  network text not null,
  device text not null,
  actor_id uuid,
  untold bigint not null check (untold in (0, 1))
);
create index account_events_user on account_events (user_id, at, id);
create index account_events_at on account_events (at, id);

-- The second factor: since when, its sealed secret, and keyed hashes of the codes on paper.
alter table users add column second_factor_at bigint;
alter table users add column second_factor text;
alter table users add column recovery_codes text;
-- The last step of the clock whose code somebody used, so that no code works twice.
create table code_uses (user_id uuid primary key, step bigint not null);
-- Those who proved a password and still need a code.
create table half_sessions (token_hash bytea primary key, user_id uuid not null, ends_at bigint not null);
-- Whether whoever has a role needs a second factor.
alter table roles add column second_factor_required bigint check (second_factor_required in (0, 1));
