# Datensätze einer Sammlung, die doppelt zu sein scheinen.

duplicates-link = Mögliche Dubletten
duplicates-heading = Mögliche Dubletten: { $types }
duplicates-lead = Paare, die dasselbe sein könnten, die neuesten zuerst. Sie vergleichen beide vor dem Zusammenführen, und es lässt sich rückgängig machen.
duplicates-one = Der neuere
duplicates-other = Vielleicht dasselbe wie
duplicates-why = Gemeinsam
duplicates-none = Es wurden keine Dubletten gefunden.
duplicates-none-here = Bis hierher wurde nichts Doppeltes gefunden.
duplicates-further = Weiter zurück suchen
duplicates-end = Alle Datensätze wurden geprüft.
home-duplicates = { $number } mögliche { $count ->
    [one] Dublette
   *[other] Dubletten
} bei den neuesten: { $types }
