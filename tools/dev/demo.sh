# shellcheck shell=bash
# ./attune demo: everything up, then the client's demo. A service that ended meanwhile is named, whether the demo needed it or not.

demo_command() {
  local code=0 name dead=''
  up_command
  (cli_command demo "$@") || code=$?
  for name in "${services[@]}"; do
    if own_pid "$name" >/dev/null; then continue; fi
    dead=1
    say "$name ended during the demo; its log is $log/$name.log. Run ./attune demo again: it starts what is missing and goes on from what is stored."
  done
  if [ "$code" -eq 0 ] && [ -n "$dead" ]; then code=1; fi
  exit "$code"
}
