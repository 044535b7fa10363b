# Was jemand übergibt, der geht.

handover = Übergeben
handover-heading = Übergeben, was { $name } gehört
handover-lead = Die Datensätze bekommen einen anderen Zuständigen, in einem Vorgang, der rückgängig gemacht werden kann. Was Sie nicht ändern dürfen, bleibt.
handover-to = Übergeben an
handover-nobody = niemand
handover-later = – so lassen, wie es ist –
handover-choose = Wählen Sie, an wen übergeben wird.
handover-nothing = Kreuzen Sie an, was übergeben wird.
job-handover = Übergabe
did-hand-over = { $number } übergeben
did-stay = { $number } geblieben
tile-handed-over = übergeben
tile-stayed = geblieben
handover-undo = Übergabe rückgängig machen
handover-undo-heading = Die Übergabe „{ $name }“ rückgängig machen
handover-undo-lead = Alles geht an den früheren Zuständigen zurück. Hat jemand seither einen Zuständigen geändert, steht das im Weg, und es wird nichts rückgängig gemacht.
handover-undone = Die Übergabe wurde zurückgenommen.
