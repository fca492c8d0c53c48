# shellcheck shell=bash
# ./attune bench: measurements. What is measured is started by the bench itself; some need the two servers, that of matching NumPy, too.

bench_command() { # bench_command NAME [OPTION...]
  prepare
  need node "install Node.js 20 (the benches run peers that are written for it)"
  if [[ " matching backfill " == *" ${1:-none} "* ]] && [[ " $* " != *" --help "* ]]; then run_with_servers bench/Console/Attune.Bench "$@"; fi
  prepare_client
  if [ "${1:-}" = training ] && [[ " $* " != *" --help "* ]]; then find_scikit_learn; fi
  exec "$(output_folder "$root/bench/Console")/Attune.Bench" "$@"
}

# Servers that did not run before do not run afterwards.
run_with_servers() { # run_with_servers PROJECT_FOLDER/PROGRAM NAME [OPTION...]
  local code=0 program=$root/$1
  shift
  take_lock
  test_servers_before=$(running_names)
  trap finish_bench EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  bring_up tests >/dev/null
  [ "$1" != matching ] || find_numpy
  release_lock
  ATTUNE_POSTGRES=$(postgres_connection) ATTUNE_RABBITMQ=$(rabbitmq_uri) \
    "$(output_folder "${program%/*}")/${program##*/}" "$@" || code=$?
  exit "$code"
}

finish_bench() {
  local code=$?
  trap '' INT TERM HUP
  take_lock
  stop_test_servers
  exit "$code"
}
