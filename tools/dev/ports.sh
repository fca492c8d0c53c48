# shellcheck shell=bash
# A checkout listens on one block of ports, recorded in .dev/ports.

default_base=7400
block_step=20
port_roles=(gateway embedding matching training postgres rabbitmq distribution epmd)

port_of() { # port_of ROLE, in the block $base
  local -A offset=([gateway]=0 [embedding]=1 [matching]=2 [training]=3 [postgres]=5 [rabbitmq]=6 [distribution]=7 [epmd]=8)
  printf '%s\n' $((base + offset[$1]))
}

load_ports() {
  base=$default_base
  if [ -r "$dev/ports" ]; then
    read -r base <"$dev/ports" || true
    [[ $base =~ ^[0-9]+$ ]] || base=$default_base
  fi
}

# "PORT INODE UID" of every socket that listens where ours would.
listeners() {
  awk '$4 == "0A" {
      split($2, a, ":")
      if (a[1] ~ /^(0+|0100007F|0000000000000000FFFF00000100007F)$/) print a[2], $10, $8
    }' /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    while read -r port inode uid; do printf '%d %s %s\n' "0x$port" "$inode" "$uid"; done
}

holder_of() { # holder_of INODE UID: who holds a listening socket, as far as we may know
  local found pid
  found=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\\[$1\\]" -print -quit 2>/dev/null || true)
  pid=${found#/proc/}
  pid=${pid%%/*}
  if [ -n "$pid" ]; then
    printf '%s (pid %s)\n' "$(cat "/proc/$pid/comm" 2>/dev/null)" "$pid"
  else
    printf 'a process of user %s\n' "$(id -un "$2" 2>/dev/null || echo "$2")"
  fi
}

# Prints "PORT|ROLE|HOLDER" for each port of the block $base that a stranger holds. The roles that run already hold theirs.
conflicts() { # conflicts ROLE...
  local role port listening wanted inode uid
  listening=$(listeners)
  for role in "$@"; do
    case $role in
      distribution) own_pid rabbitmq >/dev/null && continue ;;
      *) own_pid "$role" >/dev/null && continue ;;
    esac
    wanted=$(port_of "$role")
    while read -r port inode uid; do
      [ "$port" = "$wanted" ] || continue
      printf '%s|%s|%s\n' "$port" "$(display_name "$role")" "$(holder_of "$inode" "$uid")"
      break
    done <<<"$listening"
  done
}

next_free_block() { # sets $base to the first block after it that is free altogether
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    base=$((base + block_step))
    [ "$base" -lt 32000 ] || base=$((default_base + block_step)) # above begin the ephemeral ports
    [ -n "$(conflicts "${port_roles[@]}")" ] || return 0
  done
  fail "no block of nine free ports was found; choose one with ATTUNE_PORT_BASE"
}

anything_runs() {
  local name
  for name in "${services[@]}" postgres rabbitmq epmd; do
    if own_pid "$name" >/dev/null; then return 0; fi
  done
  return 1
}

# Decides the block before anything is started: the demanded one or an error, else the recorded one or the next free.
choose_ports() { # choose_ports ROLE...
  local taken port role holder suggestion recorded
  load_ports
  recorded=$base
  if [ -n "${ATTUNE_PORT_BASE:-}" ]; then
    if ! [[ $ATTUNE_PORT_BASE =~ ^[0-9]{4,5}$ ]] || [ "$ATTUNE_PORT_BASE" -lt 1024 ] || [ "$ATTUNE_PORT_BASE" -gt 65527 ]; then
      fail "ATTUNE_PORT_BASE is '$ATTUNE_PORT_BASE': set it to the first of nine ports, from 1024 to 65527" 2
    fi
    base=$ATTUNE_PORT_BASE
    if [ "$base" != "$recorded" ] && anything_runs; then
      fail "Attune runs already, on the ports from $recorded. Stop it first: ./attune down"
    fi
  fi
  taken=$(conflicts "$@")
  if [ -n "$taken" ]; then
    IFS='|' read -r port role holder <<<"$taken"
    recorded=$base
    next_free_block
    suggestion=$base
    if [ -n "${ATTUNE_PORT_BASE:-}" ]; then
      while IFS='|' read -r port role holder; do
        say "attune: port $port ($role) is taken by $holder"
      done <<<"$taken"
      fail "stop what holds it, or choose another block: ATTUNE_PORT_BASE=$suggestion ./attune up"
    fi
    say "port $port ($role) is taken by $holder: using the ports from $suggestion"
    if anything_runs; then
      base=$recorded
      stop_all
      base=$suggestion
    fi
  fi
  printf '%s\n' "$base" >"$dev/ports"
}
