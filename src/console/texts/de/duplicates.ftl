# Datensätze einer Sammlung, die doppelt zu sein scheinen.

duplicates-link = Mögliche Dubletten
duplicates-heading = Mögliche Dubletten: { $types }
duplicates-lead = Paare, die dasselbe zu sein scheinen, die neuesten zuerst. Sie vergleichen beide, bevor sie zusammengeführt werden, und das Zusammenführen lässt sich rückgängig machen.
duplicates-one = Der neuere
duplicates-other = Scheint dasselbe wie
duplicates-why = Gemeinsam
duplicates-none = Nichts scheint doppelt zu sein.
duplicates-none-here = Bis hierher wurde nichts Doppeltes gefunden.
duplicates-further = Weiter zurück suchen
duplicates-end = Alles wurde durchgesehen.
home-duplicates = { $number } mögliche { $count ->
    [one] Dublette
   *[other] Dubletten
} bei den neuesten: { $types }
