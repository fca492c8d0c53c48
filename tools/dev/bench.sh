# shellcheck shell=bash
# ./attune bench: measurements. The servers are not needed; what is measured is started by the bench itself.

bench_command() { # bench_command NAME [OPTION...]
  prepare
  need node "install Node.js 20 (the benches run peers that are written for it)"
  if ! is_built; then
    take_lock
    build_if_stale
    release_lock
  fi
  exec "$(output_folder "$root/bench/Console")/Attune.Bench" "$@"
}
