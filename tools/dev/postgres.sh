# shellcheck shell=bash
# The private PostgreSQL: one cluster in .dev/postgres/data, on 127.0.0.1 only, with a password of its own.

postgres_folder=$dev/postgres
postgres_data=$postgres_folder/data
database=attune

# The connection string of whichever PostgreSQL is used.
postgres_connection() {
  printf '%s\n' "${ATTUNE_POSTGRES:-Host=127.0.0.1;Port=$(port_of postgres);Username=attune;Password=$(cat "$postgres_folder/password");Database=$database}"
}

sql() { # sql DATABASE PSQL_ARGUMENTS...: as the superuser of the private server
  local name=$1
  shift
  PGPASSWORD=$(cat "$postgres_folder/password") PGCONNECT_TIMEOUT=3 \
    "$postgres_bin/psql" -X -h 127.0.0.1 -p "$(port_of postgres)" -U attune -d "$name" "$@"
}

postgres_version() { # fails unless it answers as our cluster
  sql postgres -qAt -F ' ' -c "select current_setting('server_version'), current_setting('data_directory')" 2>/dev/null |
    sed -nE 's/^([0-9.]+).*/\1/p' | grep .
}

start_postgres() {
  if own_pid postgres >/dev/null; then return 0; fi
  mkdir -p "$postgres_folder"
  drop_privileges "$postgres_folder" "$postgres_bin/postgres"
  [ -s "$postgres_data/PG_VERSION" ] || create_cluster
  clear_remains
  # fsync and what belongs to it are off: this server holds development data that an import recreates. A killed process
  # loses nothing all the same, because every commit is handed to the kernel (synchronous_commit stays on for that); only
  # a crash of the machine may cost a `down --wipe`.
  # Dynamic shared memory lives in the data folder: /dev/shm is 64 MB in a container, and outside the checkout.
  start_daemon postgres "$("$postgres_bin/postgres" --version | sed -nE 's/^[^0-9]*([0-9.]+).*/\1/p')" \
    "${as_server[@]}" "$postgres_bin/postgres" -D "$postgres_data" \
    -c "port=$(port_of postgres)" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=2GB \
    -c dynamic_shared_memory_type=mmap -c shared_buffers=256MB -c maintenance_work_mem=512MB -c max_connections=200 \
    -c jit=off -c timezone=GMT -c log_timezone=GMT
}

create_cluster() {
  say "creating the database cluster"
  rm -rf "$postgres_data" "$postgres_data.new"
  (
    umask 077
    [ -s "$postgres_folder/password" ] || random_password >"$postgres_folder/password"
  )
  chown --reference="$postgres_folder" "$postgres_folder/password" 2>/dev/null || true
  # The builtin locale sorts the same with whatever C library the server is run next time.
  (cd / && "${as_server[@]}" "$postgres_bin/initdb" -D "$postgres_data.new" -U attune -A scram-sha-256 --pwfile="$postgres_folder/password" \
    -E UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync) >"$log/initdb.log" 2>&1 || {
    show_log initdb
    fail "PostgreSQL could not create its cluster in $postgres_data"
  }
  mv "$postgres_data.new" "$postgres_data"
}

# After a SIGKILL the lock file names a dead process, a zombie or a recycled pid, which PostgreSQL may take for itself, and
# orphaned backends may still finish their work. Nobody else starts this cluster, so both can be cleared.
clear_remains() {
  [ -e "$postgres_data/postmaster.pid" ] || return 0
  signal_backends QUIT
  rm -f "$postgres_data/postmaster.pid"
}

# Backends are in sessions of their own; what they share is the folder that they work in.
signal_backends() { # signal_backends SIGNAL
  local process
  for process in /proc/[0-9]*; do
    if [ "$process/cwd" -ef "$postgres_data" ] && [ "$(cat "$process/comm" 2>/dev/null)" = postgres ]; then
      kill -s "$1" "${process##*/}" 2>/dev/null || true
    fi
  done
}

wait_for_postgres() {
  local until=$((SECONDS + 60))
  until postgres_version >/dev/null; do
    if ! own_pid postgres >/dev/null || [ "$SECONDS" -ge "$until" ]; then
      show_log postgres
      fail "PostgreSQL did not start; its whole log is $log/postgres.log. Should its data be damaged: ./attune down --wipe"
    fi
    sleep 0.1
  done
  if ! sql postgres -qAt -c "select 1 from pg_database where datname = '$database'" | grep -q 1; then
    sql postgres -qc "create database $database"
  fi
  sql "$database" -q -v ON_ERROR_STOP=1 -c 'set client_min_messages = warning' -c 'create extension if not exists vector'
}

# SIGINT is PostgreSQL's fast shutdown: clients are disconnected, nothing is lost.
stop_postgres() { stop_daemon postgres INT 30; }

psql_command() {
  local server name value
  load_ports
  if [ -n "${ATTUNE_POSTGRES:-}" ]; then
    need psql "install a PostgreSQL client"
    build_client_if_stale
    server=$(local_client postgres)
    while IFS== read -r name value; do [ -z "$value" ] || export "$name=$value"; done <<<"$server"
    PGDATABASE=${PGDATABASE:-$database} exec psql "$@"
  fi
  own_pid postgres >/dev/null || fail "PostgreSQL does not run. Start it: ./attune up"
  find_servers
  PGPASSWORD=$(cat "$postgres_folder/password") exec "$postgres_bin/psql" -h 127.0.0.1 -p "$(port_of postgres)" -U attune -d "$database" "$@"
}
