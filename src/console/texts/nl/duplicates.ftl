# Records van een verzameling die er dubbel lijken te zijn.

duplicates-link = Mogelijk dubbel
duplicates-heading = Mogelijk dubbel: { $types }
duplicates-lead = Paren die hetzelfde lijken te zijn, de nieuwste eerst. U vergelijkt ze voordat ze worden samengevoegd, en samenvoegen kan ongedaan worden gemaakt.
duplicates-one = De nieuwste
duplicates-other = Lijkt op
duplicates-why = Wat ze delen
duplicates-none = Niets lijkt er dubbel te zijn.
duplicates-none-here = Tot hier is niets dubbel gevonden.
duplicates-further = Verder terug zoeken
duplicates-end = Alles is doorzocht.
home-duplicates = { $number } mogelijk dubbel bij de nieuwste { $types }
