#!/usr/bin/env bash
# Walks through the console in a headless Chromium, with axe on every page. SHOTS keeps the screenshots.
set -euo pipefail
# shellcheck source=tests/support.sh
. "$(dirname "$0")/../support.sh"

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
[ -n "$chromium" ] || fail "there is no chromium"
shots=${SHOTS:-$work/shots}
mkdir -p "$shots"
node=$(node_tools console)

start_server empty
# The link is printed a moment after the server says that it listens.
for _ in $(seq 50); do
    setup=$(grep -o 'http://[^ ]*/setup?token=[^ "]*' "$log" | head -n 1 || true)
    [ -z "$setup" ] || break
    sleep 0.1
done
[ -n "$setup" ] || fail "an empty installation prints no set-up link"
start_server demo --demo
create_admin demo "console smoke"

TOOLS=$node CHROMIUM=$chromium SHOTS=$shots CONSOLE=$url SETUP=$setup \
    EMAIL=$admin_email PASSWORD=$admin_password HOME=$work \
    node "$root/tests/console/smoke.mjs"
