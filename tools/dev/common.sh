# shellcheck shell=bash
# Folders, messages and the lock. $root is set by the caller.

dev=$root/.dev
run=$dev/run
log=$dev/log
services=(embedding matching training gateway)
lock_fd=

# Variables of the user's own PostgreSQL or Erlang would otherwise steer ours.
unset "${!PG@}" "${!ERL_@}" "${!RABBITMQ_@}" ROOTDIR BINDIR EMU PROGNAME
export LC_ALL=C.UTF-8
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
umask 022

# Progress goes to stderr, so that stdout carries results only.
say() { printf '%s\n' "$*" >&2; }

# fail MESSAGE [CODE]
fail() {
  printf 'attune: %s\n' "$1" >&2
  exit "${2:-1}"
}

need() { # need PROGRAM HINT
  command -v "$1" >/dev/null || fail "$1 is not installed: $2"
}

# Creates the private folders; called by every command that writes.
prepare() {
  # The search path of libraries, of Erlang and the shell commands inside initdb have no way to quote these.
  case $root in *[:\"\$\`\\]* | *$'\n'*) fail "the path of this checkout contains a character that the servers cannot cope with (one of : \" \$ \` \\ or a line break): $root" ;; esac
  mkdir -p "$dev" 2>/dev/null || true
  [ -w "$dev" ] || fail "$dev is not writable: it belongs to $(stat -c %U "$dev" 2>/dev/null || echo 'another user'). Run ./attune as that user, or delete the folder."
  mkdir -p "$run" "$log"
  if [ -z "${HOME:-}" ]; then
    export HOME=$dev/home # dotnet and npm refuse to work without one
    mkdir -p "$HOME"
  fi
}

# One command at a time changes what runs; the others wait. The kernel drops the lock with the process.
take_lock() {
  if [ -n "$lock_fd" ]; then return 0; fi
  exec {lock_fd}>"$dev/lock"
  if flock -n "$lock_fd"; then return 0; fi
  say "waiting for another ./attune in this checkout ..."
  flock "$lock_fd"
}

release_lock() {
  exec {lock_fd}>&-
  lock_fd=
}

display_name() { # display_name ROLE
  case $1 in
    postgres) echo PostgreSQL ;;
    rabbitmq) echo RabbitMQ ;;
    distribution) echo 'Erlang distribution' ;;
    *) echo "$1" ;;
  esac
}

random_password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }
