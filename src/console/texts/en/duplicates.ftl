# Records of a collection that seem to be there twice.

duplicates-link = Possible duplicates
duplicates-heading = Possible duplicates: { $types }
duplicates-lead = Pairs that seem to be the same, the newest first. You compare both before they are merged, and a merge can be undone.
duplicates-one = Newer one
duplicates-other = Seems the same as
duplicates-why = What they share
duplicates-none = Nothing seems to be there twice.
duplicates-none-here = No duplicates were found so far.
duplicates-further = Look further back
duplicates-end = Everything has been looked through.
home-duplicates = { $number } possible { $count ->
    [one] duplicate
   *[other] duplicates
} among the newest { $types }
