-- What a saved view keeps beside filter, order and columns: the words to find, and the groups.
alter table "saved_views" add column "words" text;
alter table "saved_views" add column "grouping" text;
