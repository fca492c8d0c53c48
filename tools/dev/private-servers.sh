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
# shellcheck disable=SC1090
for part in common process ports servers fetch privileges; do . "$root/tools/dev/$part.sh"; done
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

find_servers
for server in "$@"; do
  case $command-$server in
    start-postgres) start_postgres ;;
    start-rabbitmq) start_rabbitmq ;;
    kill-postgres) signal_backends KILL ;;
    kill-rabbitmq | kill-epmd) stop_daemon "$server" KILL 5 ;;
    *) fail "private-servers.sh: unknown: $command $server" 2 ;;
  esac
done
[ "$command" = start ] || exit 0
for server in "$@"; do
  "wait_for_$server"
  case $server in
    postgres) printf 'postgres %s\n' "$(postgres_connection)" ;;
    rabbitmq) printf 'rabbitmq %s\n' "$(rabbitmq_uri)" ;;
  esac
done
