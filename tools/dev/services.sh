# shellcheck shell=bash
# The four services of this repository, started from their build outputs.

# A service of several assemblies has its program in Host.
service_output() { # service_output NAME
  local folder=$root/services/$1
  [ ! -d "$folder/Host" ] || folder+=/Host
  output_folder "$folder"
}

service_program() { # service_program NAME
  printf '%s/Attune.%s\n' "$(service_output "$1")" "${1^}"
}

# Sets the array environment to what the service is configured with, and fingerprint to that and its binaries: a process with another one is out of date.
configure_service() { # configure_service NAME
  local name
  environment=("Server__Port=$(port_of "$1")")
  case $1 in
    matching | training) environment+=("Storage__ConnectionString=$(postgres_connection)" "Messaging__Uri=$(rabbitmq_uri)") ;;
    gateway)
      for name in embedding matching training; do environment+=("Gateway__${name^}__Address=http://127.0.0.1:$(port_of "$name")"); done
      ;;
  esac
  [ "$1" != matching ] || environment+=("Embedding__Address=http://127.0.0.1:$(port_of embedding)")
  fingerprint=$({
    printf '%s\n' "${environment[@]}"
    find "$(service_output "$1")" -type f \( -name '*.dll' -o -name '*.json' -o -name '*.so' \) -printf '%P %s %T@\n' | sort
  } | sha256sum | cut -d' ' -f1)
}

# Starts those that do not run, or run with an older binary or configuration; those with a database once their schema is current.
start_services() {
  local name environment fingerprint failed=
  local -A migrations=()
  for name in "${services[@]}"; do
    configure_service "$name"
    if own_pid "$name" >/dev/null; then
      [ "$(own_fingerprint "$name")" != "$fingerprint" ] || continue
      say "$name is out of date and is restarted"
      stop_daemon "$name" TERM 30
    fi
    if [[ $name != matching && $name != training ]]; then
      start_service "$name"
      continue
    fi
    (cd "$root" && exec env "${environment[@]}" "$(service_program "$name")" migrate) </dev/null >"$log/$name-migrate.log" 2>&1 &
    migrations[$name]=$!
  done
  for name in "${!migrations[@]}"; do
    { wait "${migrations[$name]}"; } 2>/dev/null || {
      show_log "$name-migrate"
      failed+=" $name"
    }
  done
  [ -z "$failed" ] || fail "the database migrations failed of:$failed"
  for name in "${!migrations[@]}"; do
    configure_service "$name"
    start_service "$name"
  done
}

start_service() { # start_service NAME; after configure_service
  (cd "$root" && start_daemon "$1" "$fingerprint" env "${environment[@]}" "$(service_program "$1")")
}

stop_services() {
  local name pid
  for name in "${services[@]}"; do # all at once, then wait for each
    if pid=$(own_pid "$name"); then kill -s TERM "$pid" 2>/dev/null || true; fi
  done
  for name in "${services[@]}"; do stop_daemon "$name" TERM 30; done
}
