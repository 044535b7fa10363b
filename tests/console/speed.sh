#!/usr/bin/env bash
# Measures pages in a headless Chromium against a release build with CONTACTS contacts (100,000), as a user who sees a tenth of them.
set -euo pipefail
# shellcheck source=tests/support.sh
. "$(dirname "$0")/../support.sh"

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
[ -n "$chromium" ] || fail "there is no chromium"
node=$(node_tools console)
beheer=${CARGO_TARGET_DIR:-$root/target}/release/beheer
(cd "$root" && cargo build --release)
(cd "$root" && cargo bench --bench beheer -- --company "$work/company" --contacts "${CONTACTS:-100000}")
for email in admin@bench.example seller@bench.example; do
    printf '%s' "$admin_password" | "$beheer" user password --data "$work/company" --email "$email" --password-stdin \
        --reason "to be measured"
done
start_server company
TOOLS=$node CHROMIUM=$chromium CONSOLE=$url EMAIL=seller@bench.example PASSWORD=$admin_password HOME=$work \
    node "$root/tests/console/speed.mjs"
