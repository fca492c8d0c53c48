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
# What NuGet and buf leave lying about belongs to this checkout, too.
export NUGET_SCRATCH=$dev/scratch/nuget BUF_CACHE_DIR=$dev/scratch/buf
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
umask 022

say() { printf '%s\n' "$*" >&2; } # progress; stdout carries results only

fail() { # fail MESSAGE [CODE]
  say "attune: $1"
  exit "${2:-1}"
}

need() { command -v "$1" >/dev/null || fail "$1 is not installed: $2"; } # need PROGRAM HINT

# Prints the first path below FOLDER that matches; the folder itself may contain what looks like a pattern.
first_match() { # first_match FOLDER PATTERN
  local matches
  # shellcheck disable=SC2206 # the pattern is expanded
  matches=("$1"/$2)
  [ -e "${matches[0]}" ] && printf '%s\n' "${matches[0]}"
}

# Creates the private folders; called by every command that writes.
prepare() {
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) || fail "bash 5.1 or newer is needed; this is $BASH_VERSION"
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

random_password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }
