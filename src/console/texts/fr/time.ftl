# Time zones, and moments as people write them.

time-zone = Fuseau horaire
zone-usual = Celui de l’installation ({ $zone })
zone-offer = Comme dans ce navigateur :
zone-change = Changer de fuseau horaire
help-zone = À l’heure de { $zone }.
times-in = Les heures sont celles de { $zone }.
time-example = 24/11/2026 14:05
problem-time-never = Cette heure n’existe pas à { $zone } : on avance alors les horloges.
problem-time-twice = Cette heure existe deux fois à { $zone }, car on recule les horloges. Écrivez { $first } ou { $second }.
