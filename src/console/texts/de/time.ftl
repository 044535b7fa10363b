# Time zones, and moments as people write them.

time-zone = Zeitzone
zone-usual = Die der Installation ({ $zone })
zone-offer = Wie in diesem Browser:
zone-change = Zeitzone ändern
help-zone = In { $zone }.
times-in = Zeiten gelten für { $zone }.
time-example = 24.11.2026 14:05
problem-time-never = Diese Zeit gibt es in { $zone } nicht: Die Uhren werden dann vorgestellt.
problem-time-twice = Diese Zeit gibt es in { $zone } zweimal, weil die Uhren zurückgestellt werden. Schreiben Sie { $first } oder { $second }.
