# shellcheck shell=bash
# The private RabbitMQ: one node in .dev/rabbitmq, on 127.0.0.1 only, with a user, a password and an epmd of its own.
#
# The Erlang machine is started directly. RabbitMQ's shell scripts break at the first space in a path, and all that they
# do besides is to set the variables and flags below.

rabbitmq_folder=$dev/rabbitmq

rabbitmq_uri() {
  printf '%s\n' "${ATTUNE_RABBITMQ:-amqp://attune:$(cat "$rabbitmq_folder/password")@127.0.0.1:$(port_of rabbitmq)}"
}

start_rabbitmq() {
  if own_pid rabbitmq >/dev/null && own_pid epmd >/dev/null; then return 0; fi
  local erts environment version
  erts=$(first_match "$erlang_root" 'erts-*/bin')
  mkdir -p "$rabbitmq_folder"/{home,data,schema,config,plugins}
  write_rabbitmq_config
  drop_privileges "$rabbitmq_folder" "$erts/beam.smp"
  environment=(
    env -i "PATH=$PATH" LC_ALL=C.UTF-8 "HOME=$rabbitmq_folder/home"
    "ROOTDIR=$erlang_root" "BINDIR=$erts" EMU=beam PROGNAME=erl
    ERL_EPMD_ADDRESS=127.0.0.1 "ERL_EPMD_PORT=$(port_of epmd)" ERL_MAX_PORTS=65536 ERL_MAX_ETS_TABLES=50000 ERL_CRASH_DUMP_SECONDS=0
  )
  # A name server of our own: the default one would be shared with every other Erlang program of the machine.
  if ! own_pid epmd >/dev/null; then
    start_daemon epmd - "${as_server[@]}" "${environment[@]}" "$erts/epmd"
  fi
  if own_pid rabbitmq >/dev/null; then return 0; fi
  version=$(first_match "$rabbitmq_home/plugins" 'rabbit-4*')
  version=${version##*/rabbit-}
  start_daemon rabbitmq "${version%.ez}" "${as_server[@]}" "${environment[@]}" \
    "ERL_LIBS=$rabbitmq_home/plugins" "RABBITMQ_HOME=$rabbitmq_home" RABBITMQ_NODENAME=attune@localhost \
    "RABBITMQ_DIST_PORT=$(port_of distribution)" RABBITMQ_LOGS=- RABBITMQ_CONF_ENV_FILE=/dev/null \
    "RABBITMQ_CONFIG_FILE=$rabbitmq_folder/rabbitmq.conf" "RABBITMQ_ADVANCED_CONFIG_FILE=$rabbitmq_folder/advanced.config" \
    "RABBITMQ_ENABLED_PLUGINS_FILE=$rabbitmq_folder/enabled_plugins" "RABBITMQ_PLUGINS_EXPAND_DIR=$rabbitmq_folder/plugins" \
    "RABBITMQ_MNESIA_BASE=$rabbitmq_folder/data" "RABBITMQ_LOG_BASE=$rabbitmq_folder/data" "RABBITMQ_PID_FILE=$rabbitmq_folder/pid" \
    "RABBITMQ_SCHEMA_DIR=$rabbitmq_folder/schema" "RABBITMQ_GENERATED_CONFIG_DIR=$rabbitmq_folder/config" \
    "$erts/erlexec" -noinput -boot start_sasl -s rabbit boot \
    +W w +pc unicode +P 1048576 +t 5000000 +zdbbl 128000 +sbwt none +sbwtdcpu none +sbwtdio none +B i \
    +MBas ageffcbf +MHas ageffcbf +MBlmbcs 512 +MHlmbcs 512 +MMmcs 30 \
    -kernel inet_dist_use_interface '{127,0,0,1}' -kernel prevent_overlapping_partitions false \
    -syslog logger '[]' -syslog syslog_error_logger false
}

# Written at each start, because the ports may have changed. The user is created with the node's data.
write_rabbitmq_config() {
  (
    umask 077
    [ -s "$rabbitmq_folder/password" ] || random_password >"$rabbitmq_folder/password"
    cat >"$rabbitmq_folder/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$(port_of rabbitmq)
default_user = attune
default_pass = $(cat "$rabbitmq_folder/password")
log.console = true
log.console.level = info
# ./attune asks for the version and hangs up; that is not worth a warning.
log.connection.level = error
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 50MB
CONF
    printf '[].\n' >"$rabbitmq_folder/enabled_plugins"
  )
  chown --reference="$rabbitmq_folder" "$rabbitmq_folder"/{password,rabbitmq.conf,enabled_plugins,home,data,schema,config,plugins}
}

# A broker answers AMQP's header with a method frame. Asked without the client, for what waits here may be timed.
rabbitmq_answers() {
  local answer
  # shellcheck disable=SC2016 # the inner shell expands
  answer=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "AMQP\0\0\11\1" >&3 && head -c 11 <&3' _ "$(port_of rabbitmq)" 2>/dev/null | od -An -v -tx1)
  [[ ${answer//[[:space:]]/} == 010000????????000a000a ]]
}

wait_for_rabbitmq() {
  local until=$((SECONDS + 90))
  until rabbitmq_answers; do
    if ! own_pid rabbitmq >/dev/null || [ "$SECONDS" -ge "$until" ]; then
      show_log rabbitmq 30
      fail "RabbitMQ did not start; its whole log is $log/rabbitmq.log. Should its data be damaged: ./attune down --wipe"
    fi
    sleep 0.1
  done
}

stop_rabbitmq() {
  stop_daemon rabbitmq TERM 30
  stop_daemon epmd TERM 5
}
