# shellcheck shell=bash
# Sourced by tests/*/run.sh: pinned tools outside the checkout, and servers of our own that end with the script.

# A failure inside $(…) is a failure.
shopt -s inherit_errexit

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${TEST_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/beheer-tools}
beheer=${CARGO_TARGET_DIR:-$root/target}/debug/beheer
work=$(mktemp -d "${TMPDIR:-/tmp}/beheer-test-XXXXXX")
servers=()

admin_email=admin@example.org
admin_password='correct horse battery staple 7'

# Everything is on the loopback; a proxy of the machine has no say in it.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY

stop_servers() {
    for server in "${servers[@]}"; do
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    done
}

finish() {
    stop_servers
    stop_postgres
    rm -rf "$work"
}
trap finish EXIT

fail() {
    printf 'failed: %s\n' "$*" >&2
    exit 1
}

# A folder that is named after the contents of a lock file, so that another lock makes another folder.
tool_folder() { # name lock
    printf '%s/%s-%s\n' "$cache" "$1" "$(sha256sum "$2" | cut -c 1-16)"
}

# Installs the packages of tests/NAME/package-lock.json once; prints the folder.
node_tools() { # name
    local folder
    folder=$(tool_folder "node-$1" "$root/tests/$1/package-lock.json")
    if [ ! -e "$folder/complete" ]; then
        mkdir -p "$folder"
        cp "$root/tests/$1/package.json" "$root/tests/$1/package-lock.json" "$folder"
        (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) || {
            cat "$folder/npm.log" >&2
            return 1
        }
        touch "$folder/complete"
    fi
    printf '%s\n' "$folder"
}

# Installs tests/NAME/requirements.txt into a virtual environment once; prints the folder.
python_tools() { # name
    local folder requirements=$root/tests/$1/requirements.txt
    folder=$(tool_folder "python-$1" "$requirements")
    if [ ! -e "$folder/complete" ]; then
        mkdir -p "$folder"
        python3 -m venv "$folder"
        "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" >&2 || return 1
        touch "$folder/complete"
    fi
    printf '%s\n' "$folder"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            printf '%s\n' "$port"
            return
        fi
    done
}

# Runs a command as somebody who may run PostgreSQL: root may not.
unprivileged() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}

# Starts a PostgreSQL of our own; sets $postgres to the address of an empty database. Fails where there is none to start.
start_postgres() {
    local port
    binaries=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
    [ -n "$binaries" ] || binaries=$(dirname "$(command -v initdb || echo /missing/initdb)")
    [ -x "$binaries/initdb" ] || return 1
    # Not in $work: the unprivileged user must be able to get there.
    cluster=$(mktemp -d /tmp/beheer-pg-XXXXXX)
    [ "$(id -u)" -ne 0 ] || chown 65534:65534 "$cluster"
    port=$(free_port)
    (cd / && unprivileged "$binaries/initdb" -D "$cluster/data" --username=beheer --auth=trust --encoding=UTF8 \
        --locale=C --no-sync) >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log" >&2; return 1; }
    (cd / && unprivileged "$binaries/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w \
        -o "-c port=$port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off" start) \
        >"$work/pg_ctl.log" 2>&1 || { cat "$cluster/log" >&2; return 1; }
    # shellcheck disable=SC2034 # for the script that sources this
    postgres=postgres://beheer@127.0.0.1:$port/postgres
}

stop_postgres() {
    [ -n "${cluster:-}" ] || return 0
    (cd / && unprivileged "$binaries/pg_ctl" -D "$cluster/data" -m immediate stop) >/dev/null 2>&1 || true
    rm -rf "$cluster"
    cluster=
}

# Starts a server on $work/NAME; sets $url and $log.
start_server() { # name [options of serve…]
    local name=$1 port
    shift
    [ -x "$beheer" ] || fail "there is no $beheer: build it first (cargo build)"
    port=$(free_port)
    # shellcheck disable=SC2034 # for the script that sources this
    url=http://127.0.0.1:$port
    log=$work/$name.log
    "$beheer" serve --data "$work/$name" --listen "127.0.0.1:$port" "$@" >"$log" 2>&1 </dev/null &
    servers+=("$!")
    for _ in $(seq 600); do
        if grep -qs 'listening on http://' "$log"; then
            return
        fi
        kill -0 "${servers[-1]}" 2>/dev/null || break
        sleep 0.1
    done
    cat "$log" >&2
    fail "the server did not start"
}

create_admin() { # name reason
    printf '%s\n' "$admin_password" | "$beheer" user create --data "$work/$1" --admin \
        --email "$admin_email" --name Admin --password-stdin --reason "$2" >"$work/create.log" 2>&1 || {
        cat "$work/create.log" >&2
        fail "no administrator could be made"
    }
}
