# shellcheck shell=bash
# ./attune up: whatever is missing is started; what runs is left alone.

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
  choose_ports ${roles[@]+"${roles[@]}"}
  start_servers
  [ "$1" = servers ] || build_if_stale # while RabbitMQ boots
  wait_for_servers
  record_servers
  [ "$1" = all ] || return 0
  start_services
  wait_for_services
}

report_changes() { # report_changes BEFORE AFTER
  local name new=''
  for name in $2; do
    [[ " $1" == *" $name "* ]] || new+="${new:+, }${name%:*}"
  done
  if [ -n "$new" ]; then
    echo "started $new"
  else
    echo "running already (./attune status)"
  fi
}

# "NAME:PID " for every process of ours.
running_names() {
  local name pid
  for name in postgres rabbitmq epmd "${services[@]}"; do
    if pid=$(own_pid "$name"); then printf '%s:%s ' "$name" "$pid"; fi
  done
}

start_servers() {
  if [ -n "${ATTUNE_POSTGRES:-}" ]; then check_external_postgres; fi
  if [ -n "${ATTUNE_RABBITMQ:-}" ]; then check_external_rabbitmq; fi
  find_servers
  if [ -z "${ATTUNE_RABBITMQ:-}" ]; then start_rabbitmq; fi
  if [ -z "${ATTUNE_POSTGRES:-}" ]; then start_postgres; fi
}

wait_for_servers() {
  if [ -z "${ATTUNE_POSTGRES:-}" ]; then wait_for_postgres; fi
  if [ -z "${ATTUNE_RABBITMQ:-}" ]; then wait_for_rabbitmq; fi
}

# For tools that are started without this command, such as dotnet test in an editor. Holds the passwords.
record_servers() {
  (
    umask 077
    printf 'ATTUNE_POSTGRES=%s\nATTUNE_RABBITMQ=%s\n' "$(postgres_connection)" "$(rabbitmq_uri)" >"$dev/endpoints.env"
  )
}

print_addresses() { # print_addresses all|servers
  local name
  if [ "$1" = all ]; then
    for name in gateway embedding matching training; do
      printf '  %-11s http://127.0.0.1:%s\n' "$name" "$(port_of "$name")"
    done
  fi
  if [ -n "${ATTUNE_POSTGRES:-}" ]; then
    printf '  %-11s %s\n' PostgreSQL 'as ATTUNE_POSTGRES says'
  else
    printf '  %-11s 127.0.0.1:%s, database %s, user attune, password in .dev/postgres/password (./attune psql)\n' PostgreSQL "$(port_of postgres)" "$database"
  fi
  if [ -n "${ATTUNE_RABBITMQ:-}" ]; then
    printf '  %-11s %s\n' RabbitMQ 'as ATTUNE_RABBITMQ says'
  else
    printf '  %-11s 127.0.0.1:%s, user attune, password in .dev/rabbitmq/password\n' RabbitMQ "$(port_of rabbitmq)"
  fi
  printf '  logs in .dev/log; stop everything with ./attune down\n'
}
