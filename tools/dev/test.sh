# shellcheck shell=bash
# ./attune test: every test project against the two servers, several at a time, and one line that sums them up;
# with --fast the unit tests alone, which need no server.

test_folder=$dev/test
test_servers='' # whether this run may have started some
test_servers_before=''
test_summary=''
declare -A test_names=() test_started=() # by the pid of the run, which is also its process group

test_command() { # test_command [--fast [--coverage]] [FILTER]
  local fast='' coverage='' filter=''
  while [ $# -gt 0 ]; do
    case $1 in
      --fast) fast=1 ;;
      --coverage) coverage=1 ;;
      -*) fail "test: unknown option $1 (there are --fast and, with it, --coverage)" 2 ;;
      *) filter=$1 ;;
    esac
    shift
  done
  [ -z "$coverage" ] || [ -n "$fast" ] || fail "test: --coverage goes with --fast" 2
  need dotnet "install the .NET SDK 10 (https://dotnet.microsoft.com/download)"
  prepare
  exec {test_lock}>"$dev/test.lock"
  flock -n "$test_lock" || {
    say "waiting for another ./attune test in this checkout ..."
    flock "$test_lock"
  }
  trap finish_tests EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  [ -n "$fast" ] || serve_tests
  rm -rf "$test_folder"
  mkdir -p "$test_folder/services"
  unset ATTUNE_PORT_BASE ATTUNE_GATEWAY
  if [ -n "$fast" ]; then
    run_unit_tests "$filter" "$coverage"
  else
    run_all_tests "$filter"
  fi
  summarize_tests
}

serve_tests() {
  take_lock
  test_servers=started
  test_servers_before=$(running_names)
  bring_up tests >/dev/null
  install_node_packages
  release_lock
  ATTUNE_POSTGRES=$(postgres_connection)
  ATTUNE_RABBITMQ=$(rabbitmq_uri)
  ATTUNE_TEST_LOGS=$test_folder/services
  export ATTUNE_POSTGRES ATTUNE_RABBITMQ ATTUNE_TEST_LOGS
}

run_all_tests() { run_one_by_one "$1" < <(test_projects | slowest_first | test_assemblies); } # run_all_tests FILTER

# All in one run, which starts their hosts side by side: what a run costs by itself is paid once. Coverlet takes one assembly a run.
run_unit_tests() { # run_unit_tests FILTER COVERAGE
  local assemblies
  take_lock
  build_unit_tests
  release_lock
  unset ATTUNE_POSTGRES ATTUNE_RABBITMQ
  mapfile -t assemblies < <(unit_projects | slowest_first | test_assemblies)
  if [ -n "$2" ]; then
    run_one_by_one "$1" --collect "XPlat Code Coverage" --test-adapter-path "$(coverage_collector)" < <(printf '%s\n' "${assemblies[@]}" | copy_for_coverage)
    report_coverage
  else
    start_tests Unit "$1" "${assemblies[@]}" -- "RunConfiguration.MaxCpuCount=$(test_parallelism)"
    await_tests
  fi
}

run_one_by_one() { # run_one_by_one FILTER [OPTION...]; assemblies on standard input
  local filter=$1 assemblies assembly name
  shift
  mapfile -t assemblies
  for assembly in ${assemblies[@]+"${assemblies[@]}"}; do
    [ "${#test_names[@]}" -lt "$(test_parallelism)" ] || await_tests
    name=${assembly##*/}
    start_tests "${name%.dll}" "$filter" "$assembly" "$@"
  done
  while [ "${#test_names[@]}" -gt 0 ]; do await_tests; done
}

test_assemblies() { # of the projects on standard input
  local project name
  while read -r project; do
    name=${project##*/}
    printf '%s\n' "$(output_folder "$root/${project%/*}")/${name%.csproj}.dll"
  done
}

test_projects() { solution_projects | grep '^tests/' | grep -vE '^tests/(Testing|Hosting[.]TestHost)/'; }

# So that none of the long ones is left to run alone at the end.
slowest_first() {
  awk -v slow='Matching.Integration EndToEnd Embedding.Integration DevTools.Integration Chaos Training.Integration Tokenizers.Integration' '
    BEGIN { count = split(slow, names, " ") }
    {
      place = count + 1
      for (i = 1; i <= count; i++) if (index($0, "tests/" names[i]) == 1) place = i
      print place, $0
    }' | sort -s -n -k 1,1 | cut -d ' ' -f 2-
}

test_parallelism() {
  local cores
  cores=$(nproc)
  # One more than there are cores, for the tests of whole systems wait more than they compute.
  echo $((cores < 4 ? cores + 1 : 4))
}

# The foreign client's packages, installed again when their lock file has changed.
install_node_packages() {
  local folder=$root/tests/node sum
  [ -e "$folder/package.json" ] || return 0
  need npm "install Node.js 20 with npm"
  sum=$(sha256sum <"$folder/package-lock.json")
  [ "$(cat "$folder/node_modules/.installed" 2>/dev/null)" != "$sum" ] || return 0
  say "installing the node packages of the tests"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) </dev/null >"$log/npm.log" 2>&1 || {
    show_log npm
    fail "npm ci failed in $folder"
  }
  printf '%s\n' "$sum" >"$folder/node_modules/.installed"
}

# Every run is a session of its own, so that an interrupted one can stop all that it started.
start_tests() { # start_tests NAME FILTER ASSEMBLY_OR_OPTION...
  local name=$1 filter=$2
  shift 2
  env --default-signal=INT,QUIT setsid timeout --foreground --kill-after=10 900 \
    dotnet test --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$test_folder" ${filter:+--filter "$filter"} "$@" \
    </dev/null >"$test_folder/$name.log" 2>&1 {test_lock}>&- &
  test_names[$!]=$name
  test_started[$!]=$SECONDS
}

await_tests() { # waits for one run and reports it
  local pid name code=0
  wait -n -p pid "${!test_names[@]}" || code=$?
  name=${test_names[$pid]}
  unset "test_names[$pid]"
  printf '%s\n' "$code" >"$test_folder/$name.code"
  report_tests "$name" $((SECONDS - test_started[$pid]))
}

# Prints "PASSED FAILED SKIPPED" of one project. A host that ended badly counts as one failure when it reported none.
count_tests() { # count_tests NAME
  local code=1
  read -r code 2>/dev/null <"$test_folder/$1.code" || true
  { tr '>' '\n' <"$test_folder/$1.trx"; } 2>/dev/null | awk -v code="$code" '
    function counter(name) {
      return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
    }
    /<Counters / { total += counter("total"); executed += counter("executed"); passed += counter("passed") }
    END {
      failed = executed - passed
      if (code != 0 && failed == 0) failed = 1
      print passed + 0, failed, total - executed
    }'
}

report_tests() { # report_tests NAME SECONDS
  local passed failed skipped
  read -r passed failed skipped <<<"$(count_tests "$1")"
  if [ "$failed" -gt 0 ]; then
    say "$1: $passed passed, $failed FAILED, $skipped skipped ($2 s)"
    cat "$test_folder/$1.log" >&2
    show_traces "$1" >&2
  else
    say "$1: $passed passed, $skipped skipped ($2 s)"
  fi
}

# What the services said about the calls whose trace ids are in the failures.
show_traces() { # show_traces NAME
  local trace
  for trace in $(grep -oE 'trace id [0-9a-f]{32}' "$test_folder/$1.log" | cut -d ' ' -f 3 | sort -u | head -n 5); do
    grep -h -A 25 "$trace" "$test_folder/services"/*.log | head -n 60 || true
  done
}

# The 20 tests that took longest, of all projects: what to look at when the suite grows slow.
show_slowest() {
  say "the slowest tests:"
  cat "$test_folder"/*.trx 2>/dev/null | tr '>' '\n' | sed -nE '/<UnitTestResult /{s/.* testName="([^"]*)".* duration="([0-9:.]+)".*/\2 \1/;s/&quot;/"/g;s/&lt;/</g;s/\&gt;/>/g;s/&amp;/\&/g;p}' | sort -r | head -n 20 >&2 || true
}

summarize_tests() {
  local file name passed failed skipped all_passed=0 all_failed=0 all_skipped=0
  for file in "$test_folder"/*.code; do
    [ -e "$file" ] || break
    name=${file##*/}
    read -r passed failed skipped <<<"$(count_tests "${name%.code}")"
    all_passed=$((all_passed + passed)) all_failed=$((all_failed + failed)) all_skipped=$((all_skipped + skipped))
  done
  test_summary="$all_passed passed, $all_failed failed, $all_skipped skipped"
  [ -n "${filter:-}" ] || show_slowest
  if [ $((all_passed + all_failed)) -eq 0 ]; then
    say "no test ran"
    exit 1
  fi
  [ "$all_failed" -eq 0 ] || exit 1
}

# On every way out: what was started for the tests is stopped, and the sum is the last line.
# (A bare `return` below would repeat the code of the `exit` that led here.)
finish_tests() {
  local code=$? group
  trap '' INT TERM HUP
  for group in "${!test_names[@]}"; do signal_tests TERM "$group" || true; done
  for group in "${!test_names[@]}"; do
    for _ in {1..50}; do
      signal_tests 0 "$group" || break
      sleep 0.1
    done
    signal_tests KILL "$group" || true
  done
  if [ -n "$test_servers" ]; then
    take_lock
    stop_test_servers
  fi
  [ -z "$test_summary" ] || printf '%s\n' "$test_summary"
  exit "$code"
}

signal_tests() { # signal_tests SIGNAL GROUP; in its first moment a run is a process and not yet a group
  kill -s "$1" -- "-$2" 2>/dev/null || kill -s "$1" "$2" 2>/dev/null
}

stop_test_servers() {
  local name
  for name in "${services[@]}"; do
    if own_pid "$name" >/dev/null; then return 0; fi # somebody uses them meanwhile
  done
  [[ $test_servers_before == *postgres:* ]] || rm -f "$dev/endpoints.env"
  [[ $test_servers_before == *rabbitmq:* ]] || stop_rabbitmq
  [[ $test_servers_before == *postgres:* ]] || stop_postgres
}
