#!/usr/bin/env bash
# Holds the running server to its own OpenAPI document, and lints the committed one.
# CONTRACT_EXAMPLES is the number of generated cases per operation, CONTRACT_SECONDS the patience.
set -euo pipefail
# shellcheck source=tests/support.sh
. "$(dirname "$0")/../support.sh"

here=$root/tests/contract
examples=${CONTRACT_EXAMPLES:-12}
seconds=${CONTRACT_SECONDS:-360}
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

# An exception without a reason is none.
awk '/^\[\[operations\]\]/ { if (before !~ /^# Because /) { print FILENAME ":" FNR ": no `# Because …` before this"; bad = 1 } }
     { before = $0 } END { exit bad }' "$here/schemathesis.toml" || fail "exceptions need a reason"

node=$(node_tools contract)
printf '== lint\n'
(cd "$root" && "$node/node_modules/.bin/redocly" lint openapi/beheer.json --config tests/contract/redocly.yaml)

if [ "${1:-}" = --lint ]; then exit 0; fi
python=$(python_tools contract)
start_server contract --demo
create_admin contract "contract test"
key=$("$beheer" key create --data "$work/contract" --user "$admin_email" --name contract | tail -n 1)
# Through a file, so that the key is in no process list.
printf 'header = "Authorization: Bearer %s"\n' "$key" >"$work/curl"
curl --silent --show-error --fail --config "$work/curl" --output /dev/null "$url/api/v1/contacts?limit=1" ||
    fail "the key does not open the door"

printf '== schemathesis, %s cases per operation and phase\n' "$examples"
grep '^# Because ' "$here/schemathesis.toml" | sed 's/^# Because/exception:/' || true
cd "$work"
status=0
timeout "$seconds" "$python/bin/st" --config-file "$here/schemathesis.toml" --no-color \
    run "$url/openapi.json" --origin "$url" \
    --header "Authorization: Bearer $key" --header "Change-Reason: contract test" \
    --checks all --phases examples,coverage,fuzzing,stateful \
    --max-examples "$examples" --seed 20260101 --request-timeout 10 --generation-database none || status=$?
if [ "$status" -eq 124 ]; then
    fail "not done in $seconds seconds: lower CONTRACT_EXAMPLES or raise CONTRACT_SECONDS"
fi
if [ "$status" -ne 0 ]; then
    tail -n 40 "$log" >&2
    fail "the server does not do what its document says"
fi

# A run that took its own key away has tested nothing after that.
curl --silent --show-error --fail --config "$work/curl" --output /dev/null "$url/api/v1/contacts?limit=1" ||
    fail "the key no longer opens the door: a case must have removed it, or the server is gone"
