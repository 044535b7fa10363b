# Time zones, and moments as people write them.

time-zone = Tijdzone
zone-usual = Die van de installatie ({ $zone })
zone-offer = Zoals in deze browser:
zone-change = Tijdzone wijzigen
help-zone = In { $zone }.
times-in = Tijden zijn in { $zone }.
time-example = 24-11-2026 14:05
problem-time-never = Deze tijd bestaat niet in { $zone }: de klok gaat dan vooruit.
problem-time-twice = Deze tijd komt in { $zone } twee keer voor, omdat de klok teruggaat. Schrijf { $first } of { $second }.
