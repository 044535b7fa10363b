-- What a saved view keeps beside filter, order and columns: the words to find, and the groups.
alter table "saved_views" add column "words" TEXT;
alter table "saved_views" add column "grouping" TEXT;
