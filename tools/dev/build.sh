# shellcheck shell=bash
# Building, only when something that a build reads has changed.

build_folder=$dev/build

output_folder() { printf '%s\n' "$1/bin/Release/net10.0"; } # output_folder PROJECT_FOLDER

unit_projects() { solution_projects | grep -E '^tests/[^/]*[.]Unit/'; }

solution_projects() { sed -nE 's/.*<Project Path="([^"]+)".*/\1/p' "$root/Attune.slnx"; }

# Path, size and time of every file that may take part in a build: edited, added, removed, all change it. Lock files are written by the build itself,
# after the files that decide what is in them.
sources_fingerprint() {
  (
    cd "$root"
    find . \( -name .git -o -name .dev -o -name bin -o -name obj -o -name node_modules -o -name TestResults -o -name .vs -o -name .idea \) -prune \
      -o -type f ! -name '*.md' ! -name '*.sh' ! -name attune ! -name .npm-ci.lock ! -name packages.lock.json -printf '%p %s %T@\n' | sort
  ) | sha256sum | cut -d' ' -f1
}

outputs_exist() { # of the projects on standard input
  local project name
  while read -r project; do
    name=${project##*/}
    [ -e "$(output_folder "$root/${project%/*}")/${name%.csproj}.dll" ] || return 1
  done
}

is_built() { [ "$(cat "$build_folder/fingerprint" 2>/dev/null)" = "$(sources_fingerprint)" ] && solution_projects | outputs_exist; }

# What the unit tests need and no more. Of the whole solution's fingerprint it cannot say anything.
build_unit_tests() {
  local before projects
  if is_built; then return 0; fi
  before=$(sources_fingerprint)
  if [ "$(cat "$build_folder/unit.fingerprint" 2>/dev/null)" = "$before" ] && unit_projects | outputs_exist; then return 0; fi
  mkdir -p "$build_folder"
  projects=$(unit_projects | sed 's/.*/"&"/' | paste -sd ,)
  printf '{ "solution": { "path": "../../Attune.slnx", "projects": [%s] } }\n' "$projects" >"$build_folder/unit.slnf"
  build_solution "$build_folder/unit.slnf"
  printf '%s\n' "$before" >"$build_folder/unit.fingerprint"
}

build_if_stale() {
  local before
  if is_built; then return 0; fi
  before=$(sources_fingerprint)
  mkdir -p "$build_folder"
  build_solution Attune.slnx
  # What was read before the build is recorded: a file edited meanwhile makes the next command build again.
  printf '%s\n' "$before" >"$build_folder/fingerprint"
}

build_solution() { # build_solution FILE
  local started=$SECONDS
  need dotnet "install the .NET SDK 10 (https://dotnet.microsoft.com/download)"
  say "building Attune (a minute or two the first time)"
  run_build "$1" >"$log/build.log" 2>&1 || {
    grep -E '(error|warning) [A-Z]+[0-9]+' "$log/build.log" | sort -u | head -n 20 >&2 || show_log build
    fail "the build failed; its whole log is $log/build.log"
  }
  say "  built in $((SECONDS - started)) s"
}

# A compiler server halves the time of a full build, but would outlive it: this build has one of its own and stops it.
run_build() { # run_build SOLUTION
  (
    compiler=attune-$$-$RANDOM
    trap 'stop_compiler "$compiler"' EXIT
    exec {lock_fd}>&-
    cd "$root"
    MSBUILDDISABLENODEREUSE=1 dotnet build "$1" -c Release -v minimal -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" </dev/null
  )
}

stop_compiler() { # stop_compiler PIPE_NAME
  local file
  while read -r file; do
    file=${file%/cmdline}
    kill -s TERM "${file##*/}" 2>/dev/null || true
  done < <(grep -lsz -- "-pipename:[a]${1#a}" /proc/[0-9]*/cmdline)
}

build_command() {
  prepare
  take_lock
  build_if_stale
  echo "everything is built"
}

# Any number of clients may run at once, also while another command holds the lock.
cli_command() {
  prepare_client
  load_ports
  export ATTUNE_GATEWAY=${ATTUNE_GATEWAY:-http://127.0.0.1:$(port_of gateway)}
  exec "$(output_folder "$root/tools/cli")/Attune.Cli" "$@"
}

# Model bundles are files; no service is asked.
models_command() {
  if [ "${1:-}" = build-builtin ]; then
    shift
    build_builtin_command "$@"
    return
  fi
  prepare_client
  exec "$(output_folder "$root/tools/cli")/Attune.Cli" models "$@"
}

prepare_client() {
  prepare
  if is_built; then return 0; fi
  take_lock
  build_if_stale
  release_lock
}
