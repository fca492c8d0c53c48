# shellcheck shell=bash
# Asks a port whether the right server answers on it, with nothing but bash: three tiny requests, written as bytes.

# Sends REQUEST (a printf format) to HOST PORT and prints the answer as hexadecimal digits, until the server closes or LIMIT seconds passed.
exchange() { # exchange HOST PORT LIMIT BYTES REQUEST
  local host=$1 port=$2 limit=$3 bytes=$4 request=$5
  # shellcheck disable=SC2016,SC2059 # the inner shell expands; the request is a format on purpose
  timeout "$limit" bash -c '
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf "$4" >&3
    head -c "$3" <&3
  ' _ "$host" "$port" "$bytes" "$request" 2>/dev/null | od -An -v -tx1 | tr -d ' \n' || true
}

# grpc.health.v1.Health/Check of the whole server, over cleartext HTTP/2. The frames are constant: SETTINGS, HEADERS
# (literals, no Huffman), DATA with an empty message, and GOAWAY, which makes the server close after its answer.
grpc_health() { # grpc_health PORT: prints serving, not-serving, no-health-service or no-answer
  local answer
  answer=$(exchange 127.0.0.1 "$1" 3 65536 "$(
    printf '%s' 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
    printf '%s' '\0\0\0\4\0\0\0\0\0'
    printf '%s' '\0\0\113\1\4\0\0\0\1'
    printf '%s' '\203\206\4\034/grpc.health.v1.Health/Check\1\011localhost\017\020\020application/grpc\0\2te\010trailers'
    printf '%s' '\0\0\5\0\1\0\0\0\1\0\0\0\0\0'
    printf '%s' '\0\0\10\7\0\0\0\0\0\0\0\0\0\0\0\0\0'
  )")
  # The reply is one message of two bytes: field 1, an enumeration.
  case $answer in
    *00000000020801*) echo serving ;;
    *00000000020802*) echo not-serving ;;
    '') echo no-answer ;;
    *) echo no-health-service ;;
  esac
}

# An AMQP 0-9-1 broker answers the protocol header with a method frame on channel 0: Connection.Start.
amqp_answers() { # amqp_answers HOST PORT
  [[ $(exchange "$1" "$2" 3 11 'AMQP\0\0\11\1') == 010000????????000a000a ]]
}

# PostgreSQL answers an SSLRequest with the single letter S or N.
postgres_answers() { # postgres_answers HOST PORT
  case $(exchange "$1" "$2" 3 1 '\0\0\0\10\4\322\026\057') in
    53 | 4e) return 0 ;;
    *) return 1 ;;
  esac
}

url_decode() {
  local text=${1//\\/\\\\}
  # shellcheck disable=SC2059
  printf "${text//%/\\x}"
}

# Reads a postgres://, amqp:// or amqps:// URI into uri_host, uri_port, uri_user, uri_password, uri_path.
parse_uri() { # parse_uri URI DEFAULT_PORT
  local rest=${1#*://} authority
  rest=${rest%%\?*}
  authority=${rest%%/*}
  uri_path=
  [ "$authority" = "$rest" ] || uri_path=$(url_decode "${rest#*/}")
  uri_user='' uri_password=''
  if [[ $authority == *@* ]]; then
    uri_user=${authority%@*}
    authority=${authority##*@}
    if [[ $uri_user == *:* ]]; then
      uri_password=$(url_decode "${uri_user#*:}")
      uri_user=${uri_user%%:*}
    fi
    uri_user=$(url_decode "$uri_user")
  fi
  uri_port=$2
  if [[ $authority =~ ^(.*):([0-9]+)$ ]]; then
    authority=${BASH_REMATCH[1]}
    uri_port=${BASH_REMATCH[2]}
  fi
  authority=${authority#[}
  uri_host=${authority%]}
  uri_host=${uri_host:-localhost}
}

# Reads ATTUNE_POSTGRES, a URI or Npgsql's key=value form, into the same variables.
parse_postgres() {
  local pair key value pairs
  case $1 in
    postgres://* | postgresql://*) parse_uri "$1" 5432 ;;
    *=*)
      uri_host=localhost uri_port=5432 uri_user='' uri_password='' uri_path=''
      IFS=';' read -ra pairs <<<"$1"
      for pair in "${pairs[@]}"; do
        key=${pair%%=*}
        value=${pair#*=}
        key=${key// /}
        case ${key,,} in
          host | server) uri_host=$value ;;
          port) uri_port=$value ;;
          username | userid | user) uri_user=$value ;;
          password) uri_password=$value ;;
          database) uri_path=$value ;;
        esac
      done
      ;;
    *) fail "ATTUNE_POSTGRES is not understood: write Host=...;Port=...;Username=...;Password=...;Database=... or postgres://user:password@host:port/database" 2 ;;
  esac
}

check_external_postgres() {
  parse_postgres "$ATTUNE_POSTGRES"
  if [[ $uri_host == /* ]]; then # the folder of a Unix socket
    [ -S "$uri_host/.s.PGSQL.$uri_port" ] || fail "ATTUNE_POSTGRES: no PostgreSQL has a socket for port $uri_port in $uri_host"
    return 0
  fi
  postgres_answers "$uri_host" "$uri_port" ||
    fail "ATTUNE_POSTGRES: no PostgreSQL answers at $uri_host:$uri_port. Start it, correct the variable, or unset it to have a private one."
}

check_external_rabbitmq() {
  case $ATTUNE_RABBITMQ in
    amqp://*)
      parse_uri "$ATTUNE_RABBITMQ" 5672
      amqp_answers "$uri_host" "$uri_port" && return 0
      ;;
    amqps://*)
      parse_uri "$ATTUNE_RABBITMQ" 5671
      # shellcheck disable=SC2016 # the inner shell expands
      timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' _ "$uri_host" "$uri_port" 2>/dev/null && return 0
      ;;
    *) fail "ATTUNE_RABBITMQ is not understood: write amqp://user:password@host:port/vhost" 2 ;;
  esac
  fail "ATTUNE_RABBITMQ: no RabbitMQ answers at $uri_host:$uri_port. Start it, correct the variable, or unset it to have a private one."
}
