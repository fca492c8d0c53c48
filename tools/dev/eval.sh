# shellcheck shell=bash
# ./attune eval: evaluations by the running services.

eval_command() { # eval_command NAME [OPTION...]
  cli_command eval "$@"
}
