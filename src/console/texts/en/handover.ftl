# What somebody who leaves hands over.

handover = Hand over
handover-heading = Hand over what { $name } owns
handover-lead = The records get another owner, as one operation that can be undone. What you may not change stays.
handover-to = Hand it over to
handover-nobody = nobody
handover-later = – leave it as it is –
handover-choose = Choose who it goes to.
handover-nothing = Tick what is to be handed over.
job-handover = Handover
did-hand-over = { $number } handed over
did-stay = { $number } stayed
tile-handed-over = handed over
tile-stayed = stayed
handover-undo = Undo the handover
handover-undo-heading = Undo the handover “{ $name }”
handover-undo-lead = Each record goes back to its former owner. Records whose owner somebody changed since stand in the way, and then nothing is undone.
handover-undone = The handover was taken back.
