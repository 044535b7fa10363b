# Was einmal angezeigt wird.

copy = Kopieren
copied = Kopiert.
key-shown = Ein Schlüssel wird einmal angezeigt, und das ist geschehen. Wenn Sie ihn nicht aufbewahrt haben, widerrufen Sie ihn hier und erstellen Sie einen anderen.
link-shown = Ein Link wird einmal angezeigt, und das ist geschehen. Wenn Sie ihn nicht aufbewahrt haben, erstellen Sie einen anderen: Er tritt an seine Stelle.
