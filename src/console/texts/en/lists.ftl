# Lists: columns, groups, conditions, views, many records at once, files.

list-export = Export
list-group = Group
group-on = Grouping is on
group-not = No grouping
group-none = None
group-count = Number
group-all = Show all groups in the list
groups-by = By { $label }
groups-more = only the largest groups are shown
groups-partial = * without what you may not see
groups-whole = { $label }, of all { $records } records that have one: about { $sum }
list-columns = Columns
columns-usual = Usual columns
column-earlier = Move “{ $label }” one place earlier
column-later = Move “{ $label }” one place later
column-width = Width of “{ $label }”: drag, or click for the next one
filter-add = Add a condition
filter-on = Continue
filter-do = Add
filter-op = Condition
filter-value = Value
filter-without = Remove the condition “{ $text }”
op-contains = contains
op-begins = begins with
op-ends = ends with
op-is = is
op-is-not = is not
op-from = is at least
op-to = is at most
op-above = is above
op-below = is below
op-filled = has a value
op-since = is on or after
op-until = is on or before
op-after = is after
op-before = is before
op-empty = is empty
list-views = Views
view-all = All
view-save = Save view
view-save-new = Save as a new view
view-update = Update “{ $name }”
view-delete = Delete view
view-manage = Manage views
view-open = Open the list
view-name = Name of the view
view-audience = For whom
view-lead = A view keeps search, filter, order, columns and groups of a list under a name.
view-saved = The view is saved.
view-deleted = The view is in the bin.
view-out-of-reach = This view asks for something that you may not see.
list-more = { $number } rows are shown
list-pick = Choose
list-pick-one = Choose { $title }
list-pick-all = All results: { $total }
list-picked = Selected
list-picked-elsewhere = { $number } not on this page
list-bulk = Change many at once
bulk-change = Change
bulk-assign = Assign
bulk-merge = Merge
bulk-change-heading = Change { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
bulk-assign-heading = Assign { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
bulk-delete-heading = Move { $number } { $count ->
    [one] { $type }
   *[other] { $types }
} to the bin
bulk-restore-heading = Restore { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}
bulk-change-lead = Tick what is to be changed; an empty value clears it. You can undo it all at once afterwards.
bulk-lead = You can undo it all at once afterwards.
bulk-set = Change { $label }
bulk-nothing-set = Tick at least one field to change.
bulk-nothing-picked = Choose one or more rows first.
bulk-merge-two = Choose exactly two rows to merge.
bulk-too-many = At most 10,000 can be changed at once. Narrow the list with a filter.
bulk-count-moved = By now { $number } match. Look at the list again, or go on.
bulk-changed = Changed: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-deleted = Moved to the bin: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-restored = Restored: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undone = Undone: { $number } { $count ->
    [one] { $type }
   *[other] { $types }
}.
bulk-undo-heading = Undo the change to many records
bulk-undo-lead = Everything that was changed together goes back to what it was.
bulk-refused = Some were refused and stayed as they were.
bulk-broken-off = There were so many that the rest was not tried.
bulk-refused-caption = What was refused, and why
bulk-why-not = Why not
bulk-stale = Somebody else changed it meanwhile. Look at it, and try again.
bulk-gone = It cannot be found any more, or you may not change it.
bulk-back = Back to the list
bin-by = Deleted by
export-heading = Export { $types }
export-format = File format
export-xlsx = Excel (XLSX)
export-csv = CSV, for any program with tables
export-json = JSON, for programs
export-vcard = vCard, for address books
export-columns = If you choose none, the file has all columns that you may see. A vCard has what address books know.
export-do = Download
cell-conflict = Somebody else changed this record meanwhile. Nothing was saved.
cell-open = Open the record
keys-list = In a list
keys-walk = From cell to cell
keys-change = Change a cell, or open it
keys-pick = Choose a row
keys-width = Column wider, narrower
key-space = Space
key-shift = Shift
