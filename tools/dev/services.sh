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

# Sets the array environment to what the service is configured with.
service_environment() { # service_environment NAME
  environment=("Server__Port=$(port_of "$1")")
  case $1 in
    matching)
      environment+=(
        "Storage__ConnectionString=$(postgres_connection)"
        "Messaging__Uri=$(rabbitmq_uri)"
        "Embedding__Address=http://127.0.0.1:$(port_of embedding)"
      )
      ;;
    training)
      environment+=(
        "Storage__ConnectionString=$(postgres_connection)"
        "Messaging__Uri=$(rabbitmq_uri)"
      )
      ;;
    gateway)
      environment+=(
        "Gateway__Embedding__Address=http://127.0.0.1:$(port_of embedding)"
        "Gateway__Matching__Address=http://127.0.0.1:$(port_of matching)"
        "Gateway__Training__Address=http://127.0.0.1:$(port_of training)"
      )
      ;;
  esac
}

# What a process was started with: its configuration and its binaries. A process with another one is out of date.
service_fingerprint() { # service_fingerprint NAME; after service_environment
  {
    printf '%s\n' "${environment[@]}"
    find "$(service_output "$1")" -type f \( -name '*.dll' -o -name '*.json' -o -name '*.so' \) -printf '%P %s %T@\n' | sort
  } | sha256sum | cut -d' ' -f1
}

# Starts those that do not run, or run with an older binary or configuration.
start_services() {
  local name fingerprint migrating=() pid failed=
  local -A migrations=()
  for name in "${services[@]}"; do
    service_environment "$name"
    fingerprint=$(service_fingerprint "$name")
    if own_pid "$name" >/dev/null; then
      [ "$(own_fingerprint "$name")" != "$fingerprint" ] || continue
      say "$name is out of date and is restarted"
      stop_daemon "$name" TERM 30
    fi
    case $name in
      matching | training) migrating+=("$name") ;; # once their schema is current
      *) start_service "$name" "$fingerprint" ;;
    esac
  done
  for name in ${migrating[@]+"${migrating[@]}"}; do
    service_environment "$name"
    (cd "$root" && exec env "${environment[@]}" "$(service_program "$name")" migrate) </dev/null >"$log/$name-migrate.log" 2>&1 &
    migrations[$name]=$!
  done
  for name in ${migrating[@]+"${migrating[@]}"}; do
    pid=${migrations[$name]}
    { wait "$pid"; } 2>/dev/null || {
      show_log "$name-migrate"
      failed+=" $name"
    }
  done
  [ -z "$failed" ] || fail "the database migrations failed of:$failed"
  for name in ${migrating[@]+"${migrating[@]}"}; do
    service_environment "$name"
    start_service "$name" "$(service_fingerprint "$name")"
  done
}

start_service() { # start_service NAME FINGERPRINT; after service_environment
  (cd "$root" && start_daemon "$1" "$2" env "${environment[@]}" "$(service_program "$1")")
}

# Waits until every service says that it serves; all are asked in parallel.
wait_for_services() {
  local until=$((SECONDS + 120)) pending=("${services[@]}") name health
  local -A answer
  while [ "${#pending[@]}" -gt 0 ]; do
    answer=()
    while read -r name health; do answer[$name]=$health; done < <(
      for name in "${pending[@]}"; do
        printf '%s %s\n' "$name" "$(grpc_health "$(port_of "$name")")" &
      done
      wait
    )
    for name in "${pending[@]}"; do
      if ! own_pid "$name" >/dev/null; then
        show_log "$name"
        fail "$name ended while it started; its whole log is $log/$name.log"
      fi
    done
    pending=()
    for name in "${services[@]}"; do
      case ${answer[$name]-serving} in
        serving) ;;
        *) pending+=("$name") ;;
      esac
    done
    [ "${#pending[@]}" -gt 0 ] || return 0
    if [ "$SECONDS" -ge "$until" ]; then
      for name in "${pending[@]}"; do
        show_log "$name"
        say "$name runs, but its health is ${answer[$name]}; its whole log is $log/$name.log"
      done
      fail "not every service became healthy within two minutes: ${pending[*]}"
    fi
    sleep 0.1
  done
}

stop_services() {
  local name pid
  for name in "${services[@]}"; do # all at once, then wait for each
    if pid=$(own_pid "$name"); then kill -s TERM "$pid" 2>/dev/null || true; fi
  done
  for name in "${services[@]}"; do stop_daemon "$name" TERM 30; done
}
