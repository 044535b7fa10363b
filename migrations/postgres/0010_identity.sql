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
