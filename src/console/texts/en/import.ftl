# The import wizard.

group-upkeep = Upkeep
import = Import
import-lead = Bring in records from a file. You see what would happen before anything is saved, and can undo it afterwards.
import-steps = Steps of the import
import-way = Where you are
step-file = File
step-columns = Columns
step-check = Check
step-import = Import
import-what = What is in the file
import-file = The file
import-file-help = Choose a file or drop it here: CSV, Excel (.xlsx), vCard or JSON, at most { $limit }.
import-next = Look at the columns
import-nothing-yet = Nothing is saved yet.
import-earlier = Earlier imports
import-refused = None of your roles lets you import { $types }.
import-refused-any = None of your roles lets you import anything.
import-choose-type = Choose what is in the file.
import-choose-file = Choose a file.
import-no-lines = There are no lines in this file. Choose one with data in it.
import-of = Import of { $name }
import-lines = { $count ->
    [one] { $number } line
   *[other] { $number } lines
}
import-discard = Discard this file
reading = How the file is read
reading-delimiter = Cells are separated by
reading-encoding = Characters are encoded as
reading-sheet = Sheet
reading-header = The first row holds the names of the columns
reading-again = Read it again
reading-found = As detected
reading-found-as = As detected: { $text }
delimiter-comma = comma
delimiter-semicolon = semicolon
delimiter-tab = tab
delimiter-bar = vertical bar
columns-heading = Where each column goes
columns-lead = Each line becomes a record of the type “{ $type }”. Change what does not fit; columns without a field are skipped.
column-name = Column
column-examples = Examples
column-goes = Goes into
column-goes-of = Column “{ $name }” goes into
column-constant = The same on every line
column-empty = empty
column-unsure = please check
target-ignore = – left out –
target-full-name = Full name
target-id = Id in this installation
target-by = { $label }, found by { $by }
target-currency = { $label }: currency
also-make = From each line, make a second record: { $type }
same-heading = Existing records
match = A line finds its record by
match-help = Lines with the same value are about the same record.
match-none = Nothing: every line is new
mode = Lines that find a record, and those that do not
mode-both = Change it, or make a new one
mode-new = Only make new ones
mode-there = Only change those that are there
duplicates = Lines that look like another record
duplicates-help = Same mail address, telephone number or nearly the same name.
duplicates-skip = Skip them and report it
duplicates-update = Change that record
duplicates-create = Make a new record all the same
import-currency = Currency of amounts that name none
mapping-keep = Remember this mapping for the next file with these columns
check-lines = Check the lines
preview = First lines of the file
line = Line
check-lead = This is what the import would do now. Nothing is saved yet.
check-partly = The first { $some } of { $all } lines were checked, so that you need not wait. The import checks each line again, and bad lines never stop good ones.
check-no-work = There is nothing to import: no line would make or change a record.
check-all = Check all lines
check-on = Go on with the import
check-errors = Lines that would be left out (CSV)
check-back = Back to the columns
check-lines-heading = Line by line
check-lines-none = No lines of this sort.
check-lines-first = The first { $some } of { $all } lines
line-becomes = Becomes
line-holds = Contents
line-says = Remarks
line-created = new
line-updated = changed
line-unchanged = as it is
line-duplicate = left out
line-failed = has a fault
would-create = would be new
would-update = would be changed
would-leave = would stay as they are
would-skip = look like another record
would-fail = { $count ->
    [one] has a fault
   *[other] have a fault
}
import-all = Import all lines
import-now = { $count ->
    [one] Import { $number } line
   *[other] Import { $number } lines
}

# Jobs.

job = Job
jobs = Jobs
jobs-lead-all = Long-running work of everybody. It goes on when you leave the page, and after a restart.
jobs-lead-own = Your own long-running work. It goes on when you leave the page, and after a restart.
jobs-all = All
jobs-going = Under way
jobs-done = Done
jobs-failed = Failed or stopped
jobs-none = No jobs yet.
jobs-none-so = No jobs match.
jobs-none-do = Imports, handovers and verifications of the journal appear here.
job-way = Where you are
job-kind = What it does
job-state = State
job-result = Result
job-by = By
job-created = Requested
job-started = Started
job-finished = Finished
job-import = Import
job-check = Check before an import
job-verification = Verification of the journal
job-waiting = Waiting
job-running = Running
job-done = Done
job-undone = Taken back
job-broken = Found a break
job-failed = Failed
job-cancelled = Stopped
job-far = { $done } of { $total }
job-progress = Progress
job-leave = You can leave this page; the work goes on.
job-look-again = Refresh
job-stop = Stop
job-retry = Resume
job-again = The job was resumed. Nothing is created twice.
job-facts = About this job
did-create-lines = { $number } new
did-update-lines = { $number } changed
did-skip-lines = { $number } left out
did-fail-lines = { $number } with a fault
tile-created = new
tile-updated = changed
tile-unchanged = unchanged
tile-skipped = left out
tile-failed = with a fault
tile-also = also new: { $types }
verify-fit = { $count ->
    [one] { $number } change fits
   *[other] { $number } changes fit
}
verify-broken-at = broken at { $position }
verify-right = { $count ->
    [one] The one change in the journal is as it was written.
   *[other] All { $number } changes in the journal are as they were written, and none is missing.
}
verify-wrong = The journal is broken at position { $position }: from there on it is not what was written. Look at the server’s database and its backups.
import-errors = Lines that were left out (CSV)
import-errors-do = Correct the lines in that file and import it: it has the same columns, and says what is wrong with each line.
import-made = Records of this import
import-made-lead = What the import made and changed, as far as you may see it now.
import-made-none = There is nothing here that you may see.
import-another = Another import
import-undo = Undo the import
import-undo-heading = Undo the import of “{ $name }”
import-undo-lead = Records that it made go to the bin, and fields that it changed get back what they held before. Records that somebody changed since stand in the way, and then nothing is undone.
import-undone = This import was taken back. Records that it had made went to the bin: { $made }. Records that it had changed are as they were before: { $changed }.
import-not-undoable = This cannot be taken back: it is not over, or was taken back already.
import-file-gone = The file of this import is no longer there. Upload it again.
