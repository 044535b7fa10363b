# Wat iemand die vertrekt overdraagt.

handover = Overdragen
handover-heading = Overdragen wat { $name } beheert
handover-lead = De records krijgen een andere eigenaar, in één handeling die ongedaan kan worden gemaakt. Wat u niet mag wijzigen, blijft.
handover-to = Overdragen aan
handover-nobody = niemand
handover-later = – laten zoals het is –
handover-choose = Kies aan wie het wordt overgedragen.
handover-nothing = Vink aan wat wordt overgedragen.
job-handover = Overdracht
did-hand-over = { $number } overgedragen
did-stay = { $number } gebleven
tile-handed-over = overgedragen
tile-stayed = gebleven
handover-undo = Overdracht ongedaan maken
handover-undo-heading = De overdracht “{ $name }” ongedaan maken
handover-undo-lead = Alles gaat terug naar de vorige eigenaar. Heeft iemand sindsdien de eigenaar van iets gewijzigd, dan staat dat in de weg en wordt er niets ongedaan gemaakt.
handover-undone = De overdracht is teruggedraaid.
