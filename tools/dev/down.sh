# shellcheck shell=bash
# ./attune down: stops what was started here and nothing else.

down_command() {
  local wipe='' before
  case ${1:-} in
    '') ;;
    --wipe) wipe=1 ;;
    *) fail "down: unknown option $1 (there is --wipe)" 2 ;;
  esac
  if [ ! -d "$dev" ]; then
    echo "nothing runs"
    return 0
  fi
  prepare
  take_lock
  before=$(running_names)
  load_ports
  stop_all
  if [ -n "$before" ]; then
    printf 'stopped: %s\n' "$(sed -E 's/:[0-9]+//g; s/ $//; s/ /, /g' <<<"$before")"
  else
    echo "nothing runs"
  fi
  if [ -n "$wipe" ]; then
    rm -rf "$postgres_folder" "$rabbitmq_folder"
    printf 'deleted the data: %s and %s\n' "$postgres_folder" "$rabbitmq_folder"
  fi
}

stop_all() {
  rm -f "$dev/endpoints.env"
  stop_services
  stop_rabbitmq
  stop_postgres
}
