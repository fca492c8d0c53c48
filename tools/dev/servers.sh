# shellcheck shell=bash
# Where the server programs are: installed on the machine, else below .dev/servers (fetch.sh).

servers=$dev/servers

installed_postgres() { # installed_postgres [MAJOR]: prints the folder of an installed PostgreSQL 17+ that has pgvector
  local bin major share
  while read -r bin; do
    if [ ! -x "$bin/postgres" ] || [ ! -x "$bin/initdb" ] || [ ! -x "$bin/psql" ]; then continue; fi
    major=$("$bin/postgres" --version | sed -nE 's/^[^0-9]*([0-9]+).*/\1/p')
    [ "${major:-0}" -ge 17 ] || continue
    [ -z "${1:-}" ] || [ "$major" = "$1" ] || continue
    share=$("$bin/pg_config" --sharedir 2>/dev/null || echo "/usr/share/postgresql/$major")
    [ -e "$share/extension/vector.control" ] || continue
    printf '%s\n' "$bin"
    return 0
  done < <(
    pg_config --bindir 2>/dev/null || true
    printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin
  )
  return 1
}

installed_rabbitmq() { # prints the folder of an installed RabbitMQ 4 for which there is an Erlang
  local home script
  command -v erl >/dev/null || return 1
  script=$(command -v rabbitmq-server || true)
  for home in /usr/lib/rabbitmq/lib/rabbitmq_server-4* /opt/rabbitmq ${script:+"$(dirname "$(readlink -f "$script")")/.."}; do
    first_match "$home/plugins" 'rabbit-4*' >/dev/null || continue
    (cd "$home" && pwd -P)
    return 0
  done
  return 1
}

# The search paths of the loader and of Erlang, the shell commands inside initdb and RabbitMQ, and the patterns by which
# RabbitMQ looks for its own log after a crash (it would find none, and lose it) cannot quote these.
refuse_hostile_path() {
  if [[ $root == *[]:\;\"\'\$\`\\*?{}[]* || $root == *$'\n'* ]]; then
    fail "the servers cannot work in $root: its path contains one of : ; \" ' \$ \` \\ * ? [ ] { } or a line break. Move the checkout, or name running servers in ATTUNE_POSTGRES and ATTUNE_RABBITMQ."
  fi
}

# Sets postgres_bin, rabbitmq_home and erlang_root, fetching what is not installed. What ATTUNE_POSTGRES and
# ATTUNE_RABBITMQ replace is left alone.
find_servers() {
  local wanted=() major=
  postgres_bin='' rabbitmq_home='' erlang_root=''
  if [ -n "${ATTUNE_POSTGRES:-}" ] && [ -n "${ATTUNE_RABBITMQ:-}" ]; then return 0; fi
  refuse_hostile_path
  if [ -z "${ATTUNE_POSTGRES:-}" ]; then
    [ ! -d "$dev/postgres/data" ] || major=$(cat "$dev/postgres/data/PG_VERSION" 2>/dev/null || true)
    postgres_bin=$(installed_postgres "$major") || wanted+=(postgres)
  fi
  if [ -z "${ATTUNE_RABBITMQ:-}" ]; then
    if rabbitmq_home=$(installed_rabbitmq); then
      erlang_root=$(erl -noshell -eval 'io:put_chars(code:root_dir()), halt().')
    else
      wanted+=(rabbitmq)
    fi
  fi
  [ "${#wanted[@]}" -gt 0 ] || return 0
  fetch_servers "${wanted[@]}"
  [ -n "$postgres_bin" ] || postgres_bin=$servers/root/usr/lib/postgresql/17/bin
  if [ -z "$rabbitmq_home" ]; then
    rabbitmq_home=$(first_match "$servers/root/usr/lib/rabbitmq/lib" 'rabbitmq_server-4*')
    erlang_root=$servers/root/usr/lib/erlang
  fi
}
