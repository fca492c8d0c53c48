# shellcheck shell=bash
# Starting, recognising and stopping our own processes. .dev/run/NAME.pid holds "PID STARTTIME FINGERPRINT": a pid
# alone may have been recycled for a stranger, together with its start time it cannot.

# Prints the start time of a live process; fails for a dead one and for a zombie.
start_time() { # start_time PID
  local line fields
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${line##*) }" # the command name before it may contain anything
  case ${fields[0]} in Z | X) return 1 ;; esac
  printf '%s\n' "${fields[19]}"
}

own_pid() { # own_pid NAME: the pid, when the process that we started under that name still runs
  local pid started
  { read -r pid started _ <"$run/$1.pid"; } 2>/dev/null || return 1
  [ "$(start_time "$pid")" = "$started" ] || return 1
  printf '%s\n' "$pid"
}

own_fingerprint() { # what the process was started with
  local fingerprint
  { read -r _ _ fingerprint <"$run/$1.pid"; } 2>/dev/null || return 1
  printf '%s\n' "$fingerprint"
}

record_pid() { # record_pid NAME PID [FINGERPRINT]
  printf '%s %s %s\n' "$2" "$(start_time "$2" || echo dead)" "${3:--}" >"$run/$1.pid"
}

# Runs a program as a session of its own with its output in .dev/log/NAME.log; the previous log is kept as .log.1.
start_daemon() { # start_daemon NAME FINGERPRINT COMMAND...
  local name=$1 fingerprint=$2
  shift 2
  [ ! -e "$log/$name.log" ] || mv -f "$log/$name.log" "$log/$name.log.1"
  (
    # An inherited descriptor would keep our lock, or a caller's pipe, open for as long as the daemon lives.
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      [ "$fd" -le 2 ] || [ "$fd" -eq 255 ] || eval "exec $fd>&-"
    done
    # A shell starts background jobs with SIGINT ignored, and that is inherited.
    exec env --default-signal=INT,QUIT,HUP setsid "$@"
  ) </dev/null >"$log/$name.log" 2>&1 &
  record_pid "$name" "$!" "$fingerprint"
}

stop_daemon() { # stop_daemon NAME SIGNAL GRACE_SECONDS: succeeds also when it was dead already
  local pid
  if pid=$(own_pid "$1"); then
    kill -s "$2" "$pid" 2>/dev/null || true
    wait_gone "$1" "$3" || {
      say "$1 did not stop within $3 s and is killed"
      kill -s KILL "$pid" 2>/dev/null || true
      wait_gone "$1" 5 || fail "$1 (pid $pid) cannot be stopped"
    }
  fi
  rm -f "$run/$1.pid"
}

wait_gone() { # wait_gone NAME SECONDS
  local until=$((SECONDS + $2))
  while own_pid "$1" >/dev/null; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.05
  done
}

show_log() { # show_log NAME [LINES]
  say "--- last lines of $log/$1.log"
  tail -n "${2:-20}" "$log/$1.log" >&2 || true
  say "---"
}
