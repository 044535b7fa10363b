# Ce que transmet une personne qui part.

handover = Transmettre
handover-heading = Transmettre ce qui appartient à { $name }
handover-lead = Les enregistrements changent de responsable, en une seule opération qui peut être annulée. Ce que vous ne pouvez pas modifier reste.
handover-to = Transmettre à
handover-nobody = personne
handover-later = – laisser tel quel –
handover-choose = Choisissez à qui transmettre.
handover-nothing = Cochez ce qui doit être transmis.
job-handover = Transmission
did-hand-over = { $number } transmis
did-stay = { $number } restés
tile-handed-over = transmis
tile-stayed = restés
handover-undo = Annuler la transmission
handover-undo-heading = Annuler la transmission « { $name } »
handover-undo-lead = Chaque enregistrement revient à son ancien responsable. Si quelqu’un en a changé un depuis, cela y fait obstacle, et rien n’est annulé.
handover-undone = La transmission a été annulée.
