# What stands around a record: its neighbours, what links to it, its files and its story.

add = Add
back-to-list = Back to { $types }
neighbours = In this list
neighbour-previous = Previous: { $title }
neighbour-next = Next: { $title }
done-added = The activity was added.
done-attached = Upload finished.
done-finished = The activity is done.
done-made = The new record was created.
done-merged = The two records were merged.
done-unmerged = The merge was undone: both records are there again.
done-returned = The earlier version was restored.

# Activities and the timeline.

compose = Note or plan something
timeline = What happened
timeline-pages = Pages of what happened
timeline-newest = Newest
timeline-more = { $count ->
    [one] And one more field
   *[other] And { $number } more fields
}
due = Due
finish = Done
finish-heading = Mark “{ $title }” as done
finish-lead = The activity is recorded as done now.

# Files.

files = Files
files-add = Add files
files-all = All files
files-none = Choose a file first.
files-too-large = This file is too large. The limit is { $size }.
upload = Upload
download = Download
download-what = Download { $title }
file = File
open-file = Open
preview-part = This is only the beginning. Open or download the file to see the rest.
preview-none = There is no preview of this kind of file. Download it to open it.

# Versions.

version = Version { $version }
version-of = Version { $version }: { $when }, { $who }
compare-title = Versions: { $title }
compare-heading = Compare versions
compare-now = Compare with now
compare-one = One version
compare-two = Another version
compare-button = Compare
compare-same = These versions do not differ in what you may see.
return-here = Go back to here
return-to = Go back to version { $version }
return-heading = Bring “{ $title }” back to version { $version }
return-lead = Everything that was changed since then is undone. The history shows this as a new change.
return-button = Go back to this version

# Records that seem to be the same, and merging them.

alike-heading = This may be there already:
alike-email = the same e-mail address
alike-vat = the same VAT number
alike-sku = the same article number
alike-name = a similar name at the same postal code
alike-namesake = the same name
alike-save = If it is another one, save it all the same.
save-anyway = Save anyway
opens-apart = (opens in a new tab)
refused-merge = Your roles do not let you merge these { $types }.
merge-start = Compare and merge
merge-two = A merge takes two { $types }. Choose two of them.
merge-heading = Merge two { $types }
merge-how = Two records become one. Choose what to keep; nothing is saved until you have seen the result.
merge-stays = Which record stays?
merge-stays-help = The other one goes to the bin, and everything that links to it will link to this one.
merge-changed = Changed
merge-settled = Combined automatically
merge-same = { $count ->
    [one] One more field is the same in both.
   *[other] { $number } more fields are the same in both.
}
merge-preview = Show the result
merge-question = Merge into “{ $winner }”
merge-lead = “{ $winner }” stays, with the values below. “{ $loser }” goes to the bin, and everything that links to it will link to “{ $winner }”.
merge-button = Merge
unmerge-heading = Undo the merge of “{ $title }”
unmerge-lead = Both records come back as they were, with their own links.
unmerge-button = Undo the merge

# Forms with script.

draft-found = You typed something here that was not saved.
draft-restore = Put it back
draft-drop = Discard it
pick = Choose
day-example = 24 Nov 2026

# Converting a lead.

convert = Convert
convert-heading = Convert “{ $title }”
convert-lead = It becomes an organisation, a contact and a deal, all at once. That can be taken back.
convert-company = Or a new one, called
convert-company-help = Leave both empty to convert without an organisation.
convert-with-deal = Make a deal of it
convert-refused = Your roles do not let you convert this lead.
done-converted = The lead was converted.
done-unconverted = The conversion was taken back: it is a lead again.
unconvert-heading = Take the conversion of “{ $title }” back
unconvert-lead = The records that were made from it go to the bin, and it is a lead again.
unconvert-button = Take back
