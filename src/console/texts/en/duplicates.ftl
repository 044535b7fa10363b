# Records of a collection that seem to be there twice.

duplicates-link = Possible duplicates
duplicates-heading = Possible duplicates: { $types }
duplicates-lead = Pairs that may be the same, newest first. You compare both before merging, and a merge can be undone.
duplicates-one = Newer one
duplicates-other = May be the same as
duplicates-why = What they share
duplicates-none = No duplicates were found.
duplicates-none-here = No duplicates were found so far.
duplicates-further = Look further back
duplicates-end = All records have been checked.
home-duplicates = { $number } possible { $count ->
    [one] duplicate
   *[other] duplicates
} among the newest { $types }
