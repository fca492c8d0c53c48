# shellcheck shell=bash
# ./attune status: what runs where, and whether it answers.

status_command() {
  local json='' name rows row table='' all_well=1
  case ${1:-} in
    '') ;;
    --json) json=1 ;;
    *) fail "status: unknown option $1 (there is --json)" 2 ;;
  esac
  load_ports
  listening=$(listeners)
  rows=$(
    for name in gateway embedding matching training postgres rabbitmq epmd; do
      printf '%s|%s\n' "$name" "$(status_row "$name")" &
    done
    wait
  )
  for name in gateway embedding matching training postgres rabbitmq epmd; do
    row=$(grep "^$name|" <<<"$rows")
    case $row in
      *'|running|'*'|serving|'* | *'|external|'*'|serving|'*) ;;
      *) all_well= ;;
    esac
    table+="$row"$'\n'
  done
  if [ -n "$json" ]; then
    status_json <<<"${table%$'\n'}"
  else
    status_table <<<"${table%$'\n'}"
  fi
  [ -n "$all_well" ] || exit 3
}

status_row() { # status_row NAME: "state|pid|port|health|version"
  local name=$1 pid='' port state health=- version=-
  port=$(port_of "$name")
  if is_external "$name"; then
    external_row "$name"
    return 0
  fi
  if pid=$(own_pid "$name"); then
    state=running
    version=$(version_of "$name")
    health=$(health_of "$name" "$port")
  elif grep -q "^$port " <<<"$listening"; then
    state=foreign # somebody else listens there
  else
    state=stopped
  fi
  printf '%s|%s|%s|%s|%s\n' "$state" "${pid:--}" "$port" "$health" "${version:--}"
}

is_external() {
  case $1 in
    postgres) [ -n "${ATTUNE_POSTGRES:-}" ] ;;
    rabbitmq | epmd) [ -n "${ATTUNE_RABBITMQ:-}" ] ;;
    *) return 1 ;;
  esac
}

external_row() {
  local health=no-answer
  case $1 in
    postgres) if (check_external_postgres) 2>/dev/null; then health=serving; fi ;;
    *) if (check_external_rabbitmq) 2>/dev/null; then health=serving; fi ;;
  esac
  printf 'external|-|-|%s|-\n' "$health"
}

health_of() { # health_of NAME PORT
  case $1 in
    postgres) if postgres_answers 127.0.0.1 "$2"; then echo serving; else echo no-answer; fi ;;
    rabbitmq) if amqp_answers 127.0.0.1 "$2"; then echo serving; else echo no-answer; fi ;;
    epmd) if grep -q "^$2 " <<<"$listening"; then echo serving; else echo no-answer; fi ;;
    *) grpc_health "$2" ;;
  esac
}

version_of() {
  local program=Attune.${1^}
  case $1 in
    postgres | rabbitmq) own_fingerprint "$1" ;;
    epmd) echo - ;;
    *) sed -nE "s,^ *\"$program/([^\"]+)\": \\{\$,\\1,p" "$(service_output "$1")/$program.deps.json" 2>/dev/null | head -n 1 ;;
  esac
}

status_table() {
  local name state pid port health version
  printf '%-10s  %-8s  %-7s  %-5s  %-17s  %s\n' PROCESS STATE PID PORT HEALTH VERSION
  while IFS='|' read -r name state pid port health version; do
    printf '%-10s  %-8s  %-7s  %-5s  %-17s  %s\n' "$(display_name "$name")" "$state" "$pid" "$port" "$health" "$version"
  done
}

status_json() {
  local name state pid port health version separator=''
  printf '['
  while IFS='|' read -r name state pid port health version; do
    printf '%s\n  {"name": "%s", "state": "%s", "pid": %s, "port": %s, "health": "%s", "version": "%s"}' \
      "$separator" "$name" "$state" "${pid/#-/null}" "${port/#-/null}" "$health" "$version"
    separator=,
  done
  printf '\n]\n'
}
