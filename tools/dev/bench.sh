# shellcheck shell=bash
# ./attune bench: measurements. ./attune chaos: kills what backfills run on, and counts what is left. What is measured or killed they start
# themselves; most need the two servers besides, and some of the benches a peer in Python.

bench_command() { # bench_command NAME [OPTION...]
  need node "install Node.js 20 (the benches run peers that are written for it)"
  case " $* " in
    *' --help '*) run_measurement bench/Console/Attune.Bench "$@" ;;
    ' matching '* | ' backfill '*) run_with_servers bench/Console/Attune.Bench "$@" ;;
    ' training '*) prepare && find_scikit_learn ;;
  esac
  run_measurement bench/Console/Attune.Bench "$@"
}

chaos_command() { # chaos_command NAME [OPTION...]
  case " $* " in
    '  ' | *' --help '* | *' -h '* | *' -? '*) run_measurement tests/Chaos/Attune.Chaos "$@" --help ;;
    *) run_with_servers tests/Chaos/Attune.Chaos "$@" ;;
  esac
}

run_measurement() { # run_measurement PROJECT_FOLDER/PROGRAM [ARGUMENT...]
  prepare_client
  exec "$(output_folder "$root/${1%/*}")/${1##*/}" "${@:2}"
}

# Servers that did not run before do not run afterwards.
run_with_servers() { # run_with_servers PROJECT_FOLDER/PROGRAM NAME [OPTION...]
  local code=0
  prepare
  take_lock
  test_servers_before=$(running_names)
  trap finish_bench EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  bring_up tests >/dev/null
  [ "$2" != matching ] || find_numpy
  release_lock
  ATTUNE_POSTGRES=$(postgres_connection) ATTUNE_RABBITMQ=$(rabbitmq_uri) "$(output_folder "$root/${1%/*}")/${1##*/}" "${@:2}" || code=$?
  exit "$code"
}

finish_bench() {
  local code=$?
  trap '' INT TERM HUP
  take_lock
  stop_test_servers
  exit "$code"
}

# Plants faults with Stryker.NET, as stryker-config.json of each test project that has one says, in a copy of what is committed.
mutate_command() { # mutate_command [TEST_PROJECT]
  local config name copy=$dev/mutation/source
  prepare
  need dotnet "install the .NET SDK 10 (https://dotnet.microsoft.com/download)"
  rm -rf "$copy"
  git clone --quiet "$root" "$copy"
  cd "$copy"
  dotnet tool restore >"$log/mutate.log" || fail "Stryker.NET could not be restored; see $log/mutate.log"
  for config in tests/*/stryker-config.json; do
    name=$(basename "${config%/*}")
    [[ $name == "${1:-}"* ]] || continue
    (cd "${config%/*}" && dotnet stryker --output "$dev/mutation/$name")
  done
}
