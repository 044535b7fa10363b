-- How a session began, from where, and when its owner last proved who he is.
alter table sessions add column method TEXT not null default 'password';
alter table sessions add column address TEXT not null default '';
alter table sessions add column proved_at INTEGER not null default 0;

-- Who signed in or tried to, and what others did to an account. Kept for half a year; `untold` waits for its owner.
create table account_events (
  id BLOB primary key,
  user_id BLOB,
  at INTEGER not null,
  what TEXT not null,
  method TEXT not null,
  address TEXT not null,
  network TEXT not null,
  device TEXT not null,
  actor_id BLOB,
  untold INTEGER not null check (untold in (0, 1))
) strict;
create index account_events_user on account_events (user_id, at, id);
create index account_events_at on account_events (at, id);

-- The second factor: since when, its sealed secret, and keyed hashes of the codes on paper.
alter table users add column second_factor_at INTEGER;
alter table users add column second_factor TEXT;
alter table users add column recovery_codes TEXT;
-- The last step of the clock whose code somebody used, so that no code works twice.
create table code_uses (user_id BLOB primary key, step INTEGER not null) strict;
-- Those who proved a password and still need a code.
create table half_sessions (token_hash BLOB primary key, user_id BLOB not null, ends_at INTEGER not null) strict;
-- Whether whoever has a role needs a second factor.
alter table roles add column second_factor_required INTEGER check (second_factor_required in (0, 1));
