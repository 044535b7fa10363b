# Records van een verzameling die er dubbel lijken te zijn.

duplicates-link = Mogelijk dubbel
duplicates-heading = Mogelijk dubbel: { $types }
duplicates-lead = Paren die hetzelfde kunnen zijn, de nieuwste eerst. U vergelijkt ze voordat u ze samenvoegt, en samenvoegen kunt u ongedaan maken.
duplicates-one = De nieuwste
duplicates-other = Mogelijk dezelfde als
duplicates-why = Wat ze delen
duplicates-none = Er zijn geen dubbele records gevonden.
duplicates-none-here = Tot hier is niets dubbel gevonden.
duplicates-further = Verder terug zoeken
duplicates-end = Alle records zijn nagekeken.
home-duplicates = { $number } mogelijk dubbel bij de nieuwste { $types }
