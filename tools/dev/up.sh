# shellcheck shell=bash
# ./attune up: whatever is missing is started; what runs is left alone. ./attune down: what was started here is stopped, and nothing else.

up_command() {
  local scope=all running
  case ${1:-} in
    '') ;;
    --servers-only) scope=servers ;;
    *) fail "up: unknown option $1 (there is --servers-only)" 2 ;;
  esac
  prepare
  take_lock
  running=$(running_names)
  bring_up "$scope"
  release_lock
  if [ -z "$running" ]; then
    print_addresses "$scope"
  else
    report_changes "$running" "$(running_names)"
  fi
}

# Under the lock: servers; tests: with the build; all: with the services too.
bring_up() { # bring_up servers|tests|all
  local roles=()
  [ -n "${ATTUNE_POSTGRES:-}" ] || roles+=(postgres)
  [ -n "${ATTUNE_RABBITMQ:-}" ] || roles+=(rabbitmq distribution epmd)
  [ "$1" != all ] || roles+=("${services[@]}")
  [ -n "${ATTUNE_POSTGRES:-}" ] && [ -n "${ATTUNE_RABBITMQ:-}" ] || refuse_hostile_path
  build_client_if_stale
  choose_ports "${roles[@]}"
  [ -z "${ATTUNE_POSTGRES:-}${ATTUNE_RABBITMQ:-}" ] || local_client check
  find_servers
  [ -n "${ATTUNE_RABBITMQ:-}" ] || start_rabbitmq
  [ -n "${ATTUNE_POSTGRES:-}" ] || start_postgres
  [ "$1" = servers ] || build_if_stale # while RabbitMQ boots
  [ -n "${ATTUNE_POSTGRES:-}" ] || wait_for_postgres
  [ -n "${ATTUNE_RABBITMQ:-}" ] || wait_for_rabbitmq
  # For tools that are started without this command, such as dotnet test in an editor. Holds the passwords.
  (umask 077 && printf 'ATTUNE_POSTGRES=%s\nATTUNE_RABBITMQ=%s\n' "$(postgres_connection)" "$(rabbitmq_uri)" >"$dev/endpoints.env")
  [ "$1" = all ] || return 0
  start_services
  local_client wait "${services[@]}"
}

report_changes() { # report_changes BEFORE AFTER
  local name new=''
  for name in $2; do
    [[ " $1" == *" $name "* ]] || new+="${new:+, }${name%:*}"
  done
  if [ -n "$new" ]; then echo "started $new"; else echo "running already (./attune status)"; fi
}

# "NAME:PID " for every process of ours.
running_names() {
  local name pid
  for name in postgres rabbitmq epmd "${services[@]}"; do
    if pid=$(own_pid "$name"); then printf '%s:%s ' "$name" "$pid"; fi
  done
}

print_addresses() { # print_addresses all|servers
  local name postgres='as ATTUNE_POSTGRES says' rabbitmq='as ATTUNE_RABBITMQ says'
  if [ "$1" = all ]; then
    for name in gateway embedding matching training; do printf '  %-11s http://127.0.0.1:%s\n' "$name" "$(port_of "$name")"; done
  fi
  [ -n "${ATTUNE_POSTGRES:-}" ] ||
    postgres="127.0.0.1:$(port_of postgres), database $database, user attune, password in .dev/postgres/password (./attune psql)"
  [ -n "${ATTUNE_RABBITMQ:-}" ] || rabbitmq="127.0.0.1:$(port_of rabbitmq), user attune, password in .dev/rabbitmq/password"
  printf '  %-11s %s\n' PostgreSQL "$postgres" RabbitMQ "$rabbitmq"
  printf '  logs in .dev/log; stop everything with ./attune down\n'
}

# Everything up, then the client's demo. A service that ended meanwhile is named, whether the demo needed it or not.
demo_command() {
  local code=0 name dead=''
  up_command
  (cli_command demo "$@") || code=$?
  for name in "${services[@]}"; do
    if own_pid "$name" >/dev/null; then continue; fi
    dead=1
    say "$name ended during the demo; its log is $log/$name.log. Run ./attune demo again: it starts what is missing and goes on from what is stored."
  done
  if [ "$code" -eq 0 ] && [ -n "$dead" ]; then code=1; fi
  exit "$code"
}

down_command() {
  local before
  case ${1:-} in
    '' | --wipe) ;;
    *) fail "down: unknown option $1 (there is --wipe)" 2 ;;
  esac
  if [ ! -d "$dev" ]; then
    echo "nothing runs"
    return 0
  fi
  prepare
  take_lock
  before=$(running_names)
  stop_all
  if [ -n "$before" ]; then
    printf 'stopped: %s\n' "$(sed -E 's/:[0-9]+//g; s/ $//; s/ /, /g' <<<"$before")"
  else
    echo "nothing runs"
  fi
  [ -n "${1:-}" ] || return 0
  rm -rf "$postgres_folder" "$rabbitmq_folder"
  printf 'deleted the data: %s and %s\n' "$postgres_folder" "$rabbitmq_folder"
}

stop_all() {
  rm -f "$dev/endpoints.env"
  stop_services
  stop_rabbitmq
  stop_postgres
}
