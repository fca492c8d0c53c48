# shellcheck shell=bash
# ./attune chaos: kills what backfills run on, and counts what is left. Servers that are to be killed are private ones (private-servers.sh).

chaos_command() { # chaos_command NAME [OPTION...]
  prepare
  case " $* " in
    '  ' | *' --help '* | *' -h '* | *' -? '*)
      prepare_client
      exec "$(output_folder "$root/tests/Chaos")/Attune.Chaos" "$@" --help
      ;;
    *) run_with_servers tests/Chaos/Attune.Chaos "$@" ;;
  esac
}
