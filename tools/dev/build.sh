# shellcheck shell=bash
# Building, only when something that a build reads has changed; and the commands that only run what was built.

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
  build "$build_folder/unit.slnf" "the unit tests (a minute or two the first time)"
  printf '%s\n' "$before" >"$build_folder/unit.fingerprint"
}

build_if_stale() {
  local before
  if is_built; then return 0; fi
  before=$(sources_fingerprint)
  build Attune.slnx "Attune (a minute or two the first time)"
  # What was read before the build is recorded: a file edited meanwhile makes the next command build again.
  printf '%s\n' "$before" >"$build_folder/fingerprint"
}

# The client answers what the other commands ask about this machine, so that it is wanted before all else.
build_client_if_stale() {
  local program
  program=$(output_folder "$root/tools/cli")/Attune.Cli.dll
  if [ -e "$program" ] && [ -z "$(find "$root/tools/cli" -name obj -prune -o -name '*.cs' -newer "$program" -print -quit)" ]; then return 0; fi
  prepare
  take_lock
  build tools/cli/Attune.Cli.csproj "the client"
}

build() { # build SOLUTION_OR_PROJECT WHAT
  local started=$SECONDS
  need dotnet "install the .NET SDK 10 (https://dotnet.microsoft.com/download)"
  mkdir -p "$build_folder"
  say "building $2"
  run_build "$1" >"$log/build.log" 2>&1 || {
    grep -E '(error|warning) [A-Z]+[0-9]+' "$log/build.log" | sort -u | head -n 20 >&2 || show_log build
    fail "the build failed; its whole log is $log/build.log"
  }
  say "  built in $((SECONDS - started)) s"
}

# A compiler server halves the time of a full build, but would outlive it: this build has one of its own and stops it.
run_build() { # run_build SOLUTION_OR_PROJECT
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
  for file in $(grep -lsz -- "-pipename:[a]${1#a}" /proc/[0-9]*/cmdline); do
    kill -s TERM "$(cut -d/ -f3 <<<"$file")" 2>/dev/null || true
  done
}

build_command() {
  prepare
  take_lock
  build_if_stale
  echo "everything is built"
}

prepare_client() {
  prepare
  if is_built; then return 0; fi
  take_lock
  build_if_stale
  release_lock
}

# Any number of clients may run at once, also while another command holds the lock.
cli_command() {
  prepare_client
  load_ports
  export ATTUNE_GATEWAY=${ATTUNE_GATEWAY:-http://127.0.0.1:$(port_of gateway)}
  exec "$(output_folder "$root/tools/cli")/Attune.Cli" "$@"
}

# Evaluations by the running services, and of the built-in models, which needs none; and the catalogues to evaluate on.
eval_command() { # eval_command NAME [OPTION...]
  case ${1:-} in
    builtin) eval_builtin_command "${@:2}" ;;
    catalogue) catalogue_command "${@:2}" ;;
    *) cli_command eval "$@" ;;
  esac
}

catalogue_command() { # catalogue_command NAME [OPTION...]
  case "${1:-} $*" in
    *--samples*) ;;
    stripped* | other-scripts*) set -- "$@" --samples "$root/samples" ;;
  esac
  prepare_client
  exec "$(output_folder "$root/tools/catalogues")/Attune.Catalogues" "$@"
}

# Model bundles are files; no service is asked.
models_command() {
  if [ "${1:-}" = build-builtin ]; then
    build_builtin_command "${@:2}"
  else
    cli_command models "$@"
  fi
}
