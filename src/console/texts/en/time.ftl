# Time zones, and moments as people write them.

time-zone = Time zone
zone-usual = That of the installation ({ $zone })
zone-offer = As in this browser:
zone-change = Change the time zone
help-zone = In { $zone }.
times-in = Times are in { $zone }.
time-example = 24 Nov 2026 14:05
problem-time-never = There is no such time in { $zone }: the clocks go forward then.
problem-time-twice = That time comes twice in { $zone }, as the clocks go back. Write { $first } or { $second }.
