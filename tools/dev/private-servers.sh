#!/usr/bin/env bash
# PostgreSQL and RabbitMQ of somebody's own, in a folder and on ports of their own, to be killed and started again.
#
#   private-servers.sh FOLDER PORT start SERVER...   starts those that do not run, waits until they answer, and says where they are
#   private-servers.sh FOLDER PORT kill SERVER...    SIGKILL to every process of them at once
#
# SERVER is postgres or rabbitmq, or when killing epmd, which RabbitMQ's node leaves behind. PORT begins a block of nine, of
# which the last four are used.
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
# shellcheck source-path=SCRIPTDIR
. "$root/tools/dev/common.sh"
. "$root/tools/dev/process.sh"
. "$root/tools/dev/ports.sh"
. "$root/tools/dev/probe.sh"
. "$root/tools/dev/servers.sh"
. "$root/tools/dev/fetch.sh"
. "$root/tools/dev/privileges.sh"
unset ATTUNE_POSTGRES ATTUNE_RABBITMQ

[ $# -ge 4 ] || fail "usage: private-servers.sh FOLDER PORT start|kill SERVER..." 2
dev=$1 base=$2 command=$3
shift 3
run=$dev/run
log=$dev/log
mkdir -p "$run" "$log"
# From here on everything that is not a program lies in the folder.
. "$root/tools/dev/postgres.sh"
. "$root/tools/dev/rabbitmq.sh"

# Backends are in sessions of their own; what they share is the folder that they work in.
kill_postgres() {
  local process
  for process in /proc/[0-9]*; do
    if [ "$process/cwd" -ef "$postgres_data" ] && [ "$(cat "$process/comm" 2>/dev/null)" = postgres ]; then
      kill -s KILL "${process##*/}" 2>/dev/null || true
    fi
  done
}

find_servers
for server in "$@"; do
  case $command-$server in
    start-postgres) start_postgres ;;
    start-rabbitmq) start_rabbitmq ;;
    kill-postgres) kill_postgres ;;
    kill-rabbitmq | kill-epmd) stop_daemon "$server" KILL 5 ;;
    *) fail "private-servers.sh: unknown: $command $server" 2 ;;
  esac
done
[ "$command" = start ] || exit 0
for server in "$@"; do
  case $server in
    postgres)
      wait_for_postgres
      printf 'postgres %s\n' "$(postgres_connection)"
      ;;
    rabbitmq)
      wait_for_rabbitmq
      printf 'rabbitmq %s\n' "$(rabbitmq_uri)"
      ;;
  esac
done
