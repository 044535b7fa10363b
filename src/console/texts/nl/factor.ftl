# De tweede factor.

factor = Tweede factor
factor-lead = Een code van uw telefoon naast het wachtwoord: wie uw wachtwoord te weten komt, kan zich nog niet aanmelden.
factor-set-up = Instellen
factor-manage = Beheren
factor-picture = Een afbeelding die een authenticator-app leest
factor-offer-lead = Met een tweede factor meldt u zich aan met uw wachtwoord en een code die een app op uw telefoon toont. Elke authenticator-app is goed.
factor-step-scan = Scan deze afbeelding met de app
factor-step-type = Of typ dit erin over:
factor-step-code = Typ de zes cijfers die de app nu toont
factor-begin = In gebruik nemen
factor-there = Aanmelden vraagt een code van uw telefoon. Sinds
factor-codes-left = { $count ->
    [one] Er is nog { $number } herstelcode over.
   *[other] Er zijn nog { $number } herstelcodes over.
}
factor-change = Nieuwe codes, of geen meer
factor-change-lead = Beide vragen een code: uit de app, of een van die op papier.
factor-new-codes = Nieuwe herstelcodes maken
factor-remove = De tweede factor opgeven
factor-removed = De tweede factor is weggehaald.
codes-made = Herstelcodes
codes-made-lead = Druk deze codes af of schrijf ze op, en bewaar ze waar uw telefoon niet is. Elk laat u één keer binnen als de telefoon kwijt is. Ze worden niet nog eens getoond.
codes-kept = Ik heb ze bewaard
codes-shown = Codes worden één keer getoond. Hebt u ze niet bewaard, maak dan nieuwe.
code-heading = Nog één stap
code-lead = Typ de code die de app op uw telefoon toont.
code-lead-paper = Typ een van de codes die u op papier hebt bewaard. Elk werkt één keer.
code-number = Code van zes cijfers
code-paper = Herstelcode
code-any = Code
code-by-paper = Een herstelcode gebruiken
code-by-telephone = De app gebruiken
code-lost = Geen telefoon en geen codes? Een beheerder kan uw tweede factor weghalen.
user-factor = Tweede factor
user-factor-none = geen
factor-take = De tweede factor weghalen
factor-take-heading = De tweede factor van { $name } weghalen
factor-take-lead = Daarna opent het wachtwoord alleen het account, eindigen alle sessies, en krijgt { $name } het bij de volgende aanmelding te horen. Wees er zeker van dat het deze persoon is die erom vraagt.
method-totp = Wachtwoord en code
method-recovery = Wachtwoord en herstelcode
event-code-refused = Geweigerd: onjuiste code
event-factor-added = Tweede factor ingesteld
event-factor-removed = Tweede factor weggehaald door { $who }
told-factor-removed = { $who } heeft uw tweede factor weggehaald: uw wachtwoord alleen opent het account.
because-second-factor = Eigen tweede factor
rule-wrong-code = Deze code is onjuist of al gebruikt. Neem de volgende.
state-has-second-factor = Er is al een tweede factor. Haal die eerst weg.
state-no-second-factor = Er is geen tweede factor.
state-offer-too-old = Dit geheim is te oud. Hier is een nieuw.
step-up = Bevestig dat u het bent
step-up-lead = Wijzigingen van gebruikers, sleutels en rechten vragen een bewijs van de laatste tien minuten dat u het bent. Niets van wat u hebt verstuurd gaat verloren: het gaat verder zodra u bevestigt.
step-up-button = Bevestigen en doorgaan
factor-required = Een van uw rollen vraagt een tweede factor. Stel die hier in; tot dan kunt u niets anders doen. Sleutels van programma’s blijven werken.
state-last-guarded-administrator = Zo zou niemand met een tweede factor overblijven die gebruikers en rechten kan beheren. Laat eerst een andere beheerder er een instellen.
state-second-factor-needed = Een van uw rollen vraagt een tweede factor, dus u kunt die niet opgeven.
rule-wrong-password = Dit is niet uw wachtwoord.
