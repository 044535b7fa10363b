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

# Single sign-on is tried with a provider on this machine.
export BEHEER_OUTBOUND__ALLOW=127.0.0.0/8
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

export TOOLS=$node CHROMIUM=$chromium SHOTS=$shots EMAIL=$admin_email PASSWORD=$admin_password HOME=$work
CONSOLE=$url SETUP=$setup node "$root/tests/console/smoke.mjs"

# The main paths again on PostgreSQL: what the pages look like does not depend on it.
if start_postgres; then
    export BEHEER_DATABASE__URL=$postgres
    start_server postgres --demo
    create_admin postgres "console smoke"
    CONSOLE=$url PATHS=main node "$root/tests/console/smoke.mjs"
elif [ "${CI_REQUIRE_POSTGRES:-}" = 1 ]; then
    fail "there is no PostgreSQL"
else
    echo 'skipped: no PostgreSQL'
fi
