# Was um einen Datensatz herum steht: seine Nachbarn, was auf ihn verweist, seine Dateien und seine Geschichte.

add = Hinzufügen
back-to-list = Zurück zur Liste: { $types }
neighbours = In dieser Liste
neighbour-previous = Vorheriger Eintrag: { $title }
neighbour-next = Nächster Eintrag: { $title }
done-added = Die Aktivität wurde hinzugefügt.
done-attached = Der Upload ist fertig.
done-finished = Die Aktivität ist erledigt.
done-made = Der neue Datensatz wurde angelegt.
done-merged = Die beiden Datensätze wurden zusammengeführt.
done-unmerged = Die Zusammenführung wurde rückgängig gemacht: Beide Datensätze sind wieder da.
done-returned = Die frühere Version wurde wiederhergestellt.

# Aktivitäten und der Verlauf.

compose = Notieren oder planen
timeline = Was geschah
timeline-pages = Seiten dessen, was geschah
timeline-newest = Neueste
timeline-more = { $count ->
    [one] Und ein weiteres Feld
   *[other] Und { $number } weitere Felder
}
due = Fällig
finish = Erledigt
finish-heading = „{ $title }“ als erledigt markieren
finish-lead = Die Aktivität wird jetzt als erledigt vermerkt.

# Dateien.

files = Dateien
files-add = Dateien hinzufügen
files-all = Alle Dateien
files-none = Wählen Sie zuerst eine Datei.
files-too-large = Diese Datei ist zu groß. Höchstens { $size } sind erlaubt.
upload = Hochladen
download = Herunterladen
download-what = { $title } herunterladen
file = Datei
open-file = Öffnen
preview-part = Das ist nur der Anfang. Öffnen Sie die Datei oder laden Sie sie herunter, um den Rest zu sehen.
preview-none = Für diese Art von Datei gibt es keine Vorschau. Laden Sie sie herunter, um sie zu öffnen.

# Versionen.

version = Version { $version }
version-of = Version { $version }: { $when }, { $who }
compare-title = Versionen: { $title }
compare-heading = Versionen vergleichen
compare-now = Mit jetzt vergleichen
compare-one = Eine Version
compare-two = Andere Version
compare-button = Vergleichen
compare-same = Diese Versionen unterscheiden sich nicht in dem, was Sie sehen dürfen.
return-here = Hierher zurück
return-to = Zurück zu Version { $version }
return-heading = „{ $title }“ auf Version { $version } zurücksetzen
return-lead = Alles, was seitdem geändert wurde, wird rückgängig gemacht. Im Verlauf steht das als neue Änderung.
return-button = Auf diese Version zurücksetzen

# Datensätze, die gleich scheinen, und ihre Zusammenführung.

alike-heading = Das gibt es vielleicht schon:
alike-email = dieselbe E-Mail-Adresse
alike-vat = dieselbe USt-IdNr.
alike-sku = dieselbe Artikelnummer
alike-name = ein ähnlicher Name bei derselben Postleitzahl
alike-namesake = derselbe Name
alike-save = Ist es etwas anderes, speichern Sie es trotzdem.
save-anyway = Trotzdem speichern
opens-apart = (öffnet einen neuen Tab)
refused-merge = Ihre Rollen erlauben es nicht, diese Datensätze ({ $types }) zusammenzuführen.
merge-start = Vergleichen und zusammenführen
merge-two = Zum Zusammenführen braucht es zwei Datensätze ({ $types }). Wählen Sie zwei.
merge-heading = Zusammenführen: { $types }
merge-how = Aus zwei Datensätzen wird einer. Wählen Sie, was bleiben soll; gespeichert wird erst, wenn Sie das Ergebnis gesehen haben.
merge-stays = Welcher Datensatz bleibt?
merge-stays-help = Der andere kommt in den Papierkorb, und alles, was auf ihn verweist, verweist dann auf diesen.
merge-changed = Geändert
merge-settled = Automatisch übernommen
merge-same = { $count ->
    [one] Ein weiteres Feld ist in beiden gleich.
   *[other] { $number } weitere Felder sind in beiden gleich.
}
merge-preview = Ergebnis zeigen
merge-question = Zusammenführen zu „{ $winner }“
merge-lead = „{ $winner }“ bleibt, mit den Werten unten. „{ $loser }“ kommt in den Papierkorb, und alles, was darauf verweist, verweist dann auf „{ $winner }“.
merge-button = Zusammenführen
unmerge-heading = Zusammenführung von „{ $title }“ rückgängig machen
unmerge-lead = Beide Datensätze kommen zurück, wie sie waren, mit ihren eigenen Verweisen.
unmerge-button = Zusammenführung rückgängig machen

# Formulare mit Skript.

draft-found = Sie haben hier etwas eingegeben, das nicht gespeichert wurde.
draft-restore = Wiederherstellen
draft-drop = Verwerfen
pick = Wählen
day-example = 24.11.2026

# Einen Lead umwandeln.

convert = Umwandeln
convert-heading = „{ $title }“ umwandeln
convert-lead = Daraus werden in einem Schritt eine Organisation, ein Kontakt und eine Verkaufschance. Das lässt sich zurücknehmen.
convert-company = Oder eine neue, mit dem Namen
convert-company-help = Lassen Sie beides leer, um ohne Organisation umzuwandeln.
convert-with-deal = Eine Verkaufschance anlegen
convert-refused = Ihre Rollen erlauben nicht, diesen Lead umzuwandeln.
done-converted = Der Lead wurde umgewandelt.
done-unconverted = Die Umwandlung wurde zurückgenommen: Es ist wieder ein Lead.
unconvert-heading = Umwandlung von „{ $title }“ zurücknehmen
unconvert-lead = Die daraus angelegten Datensätze kommen in den Papierkorb, und es ist wieder ein Lead.
unconvert-button = Zurücknehmen
