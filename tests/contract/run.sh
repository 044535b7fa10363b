#!/usr/bin/env bash
# Holds the running server to its own OpenAPI document, and lints the committed one.
# CONTRACT_EXAMPLES is the number of generated cases per operation, CONTRACT_SECONDS the patience. The coverage phase tries
# every bound of every field: record types share their operations, so one type does for all unless CONTRACT_FULL=1.
set -euo pipefail
# shellcheck source=tests/support.sh
. "$(dirname "$0")/../support.sh"

here=$root/tests/contract
examples=${CONTRACT_EXAMPLES:-12}
seconds=${CONTRACT_SECONDS:-360}
# Fewer cases than this prove nothing.
least=2000
covered=(Contacts Attachments 'API keys' Session Journal Rights 'Imports and jobs')
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

# An exception without a reason is none.
awk '/^\[\[operations\]\]/ { if (before !~ /^# Because /) { print FILENAME ":" FNR ": no `# Because …` before this"; bad = 1 } }
     { before = $0 } END { exit bad }' "$here/schemathesis.toml" || fail "exceptions need a reason"

node=$(node_tools contract)
printf '== lint\n'
(cd "$root" && "$node/node_modules/.bin/redocly" lint openapi/beheer.json --config tests/contract/redocly.yaml)

if [ "${1:-}" = --lint ]; then exit 0; fi
python=$(python_tools contract)

ask() { # name path
    curl --silent --show-error --fail --config "$work/$1.curl" "$url/api/v1$2"
}

# Ids of the key, its user, the user's profile and the role in that: what the hooks keep the cases away from.
own() { # name
    ask "$1" /me | python3 -c 'import json, sys; me = json.load(sys.stdin); print(me["id"], me["profile"]["id"])'
    ask "$1" /keys | python3 -c 'import json, sys; [print(key["id"]) for key in json.load(sys.stdin)["items"]]'
    ask "$1" "/roles?filter=name+eq+%22Administrator%22" |
        python3 -c 'import json, sys; [print(role["id"]) for role in json.load(sys.stdin)["items"]]'
}

# A server of its own, and schemathesis against it.
hold() { # name phases [options of st run…]
    local name=$1 phases=$2 key status=0
    shift 2
    start_server "$name" --demo
    create_admin "$name" "contract test"
    key=$("$beheer" key create --data "$work/$name" --user "$admin_email" --name contract | tail -n 1)
    # Through a file, so that the key is in no process list.
    printf 'header = "Authorization: Bearer %s"\n' "$key" >"$work/$name.curl"
    CONTRACT_OWN=$(own "$name") || fail "the key does not open the door"
    export CONTRACT_OWN SCHEMATHESIS_HOOKS=hooks PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1
    cd "$work"
    timeout "$seconds" "$python/bin/st" --config-file "$here/schemathesis.toml" --no-color \
        run "$url/openapi.json" --origin "$url" \
        --header "Authorization: Bearer $key" --header "Change-Reason: contract test" \
        --checks all --phases "$phases" "$@" \
        --max-examples "$examples" --seed 20260101 --request-timeout 10 --generation-database none || status=$?
    if [ "$status" -eq 124 ]; then
        fail "$phases: not done in $seconds seconds: lower CONTRACT_EXAMPLES or raise CONTRACT_SECONDS"
    fi
    if [ "$status" -ne 0 ]; then
        tail -n 40 "$log" >&2
        fail "$phases: the server does not do what its document says"
    fi
    # A run that took its own key away has tested nothing after that.
    ask "$name" '/contacts?limit=1' >/dev/null ||
        fail "$phases: the key no longer opens the door: a case must have removed it, or the server is gone"
}

printf '== schemathesis, %s cases per operation and phase\n' "$examples"
grep '^# Because ' "$here/schemathesis.toml" | sed 's/^# Because/exception:/' || true
tags=()
if [ "${CONTRACT_FULL:-}" != 1 ]; then
    for tag in "${covered[@]}"; do tags+=(--include-tag "$tag"); done
fi
# Side by side, each in a shell that ends its own server.
(trap stop_servers EXIT && hold bounds coverage "${tags[@]}") >"$work/bounds.txt" 2>&1 &
bounds=$!
failed=0
(trap stop_servers EXIT && hold cases examples,fuzzing,stateful) 2>&1 | tee "$work/cases.txt" || failed=1
wait "$bounds" || failed=1
cat "$work/bounds.txt"
[ "$failed" -eq 0 ] || fail "the contract is broken"
cases=$(awk '/ generated/ { sum += $1 } END { print sum + 0 }' "$work/cases.txt" "$work/bounds.txt")
printf '%s cases in all\n' "$cases"
[ "$cases" -ge "$least" ] || fail "fewer than $least cases"
