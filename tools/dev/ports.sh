# shellcheck shell=bash
# A checkout listens on one block of ports, recorded in .dev/ports. What is asked about this machine is answered by the client.

port_of() { # port_of ROLE, in the block $base
  local -A offset=([gateway]=0 [embedding]=1 [matching]=2 [training]=3 [postgres]=5 [rabbitmq]=6 [distribution]=7 [epmd]=8)
  printf '%s\n' $((base + offset[$1]))
}

load_ports() {
  base=7400
  if [[ $(cat "$dev/ports" 2>/dev/null) =~ ^[0-9]+$ ]]; then base=${BASH_REMATCH[0]}; fi
}

# Decides the block before anything is started. What runs moves with it.
choose_ports() { # choose_ports ROLE...
  local chosen role missing=
  load_ports
  for role in "$@"; do [ "$role" = distribution ] || own_pid "$role" >/dev/null || missing=1; done
  if [ -z "$missing" ] && [ "${ATTUNE_PORT_BASE:-$base}" = "$base" ]; then return 0; fi
  chosen=$(local_client ports "$@") || exit $?
  if [ "$chosen" != "$base" ] && [ -n "$(running_names)" ]; then stop_all; fi
  base=$chosen
  printf '%s\n' "$base" >"$dev/ports"
}

local_client() { # local_client COMMAND [ARGUMENT...]
  "$(output_folder "$root/tools/cli")/Attune.Cli" local "$1" --folder "$dev" "${@:2}"
}

status_command() {
  case ${1:-} in
    '' | --json) ;;
    *) fail "status: unknown option $1 (there is --json)" 2 ;;
  esac
  build_client_if_stale
  local_client status "$@"
}
