# shellcheck shell=bash
# ./attune eval: evaluations by the running services, and of the built-in models, which needs none.

eval_command() { # eval_command NAME [OPTION...]
  if [ "${1:-}" = builtin ]; then
    shift
    eval_builtin_command "$@"
    return
  fi
  cli_command eval "$@"
}
