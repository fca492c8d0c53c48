# shellcheck shell=bash
# ./attune models build-builtin makes models/builtin again; ./attune eval builtin measures it. Making is Python's work, in tools/builtin-model, on
# Debian's own python3 with NumPy, SciPy and ONNX unpacked below .dev/builtin-model; all that is measured is C#. No other build needs any of it.

builtin_model_folder=$dev/builtin-model
builtin_sets=$builtin_model_folder/evaluation
builtin_set_sources=$root/tools/builtin-model/evaluation

build_builtin_command() { # build_builtin_command [OPTION...]
  prepare
  install_node_packages
  # What the models are measured on must be known before anything is trained.
  make_builtin_sets >/dev/null
  builtin_python "$root/tools/builtin-model/build.py" "$@"
}

# Runs a script of tools/builtin-model. Sums of floats depend on how they are shared out among threads, so there is one.
builtin_python() { # builtin_python SCRIPT [ARGUMENT...]
  local python libraries
  prepare
  python=$(debian_python) || fail "python3 is not installed: the built-in models are made by it"
  need npm "most texts that the built-in models are made from come from npm packages (Node.js 20)"
  fetch_builtin_packages python "NumPy, SciPy and ONNX" 31 python3-numpy python3-scipy python3-decorator \
    python3-onnx python3-protobuf python3-typing-extensions libonnx1 libprotobuf32 libprotoc32 liblbfgsb0 libopenblas0-pthread libgfortran5 libquadmath0
  libraries=$(first_match "$builtin_model_folder/python/root/usr/lib" '*/openblas-pthread')
  PYTHONPATH=$builtin_model_folder/python/root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries:${libraries%/*} \
    PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 "$python" "$@"
}

fetch_builtin_packages() { # fetch_builtin_packages FOLDER WHAT MEGABYTES PACKAGE...
  local reason
  mkdir -p "$builtin_model_folder/$1"
  reason=$(unpack_debian_packages "$builtin_model_folder/$1" "${@:2}") || fail "$2: $reason"
}

# Prints where the sets are, and makes them when they are missing or were made by other code or from other sources.
make_builtin_sets() {
  local wanted python mirror=$builtin_model_folder/mirror
  prepare
  take_lock
  wanted=$(cd "$builtin_set_sources" && find . \( -name '*.py' -o -name '*.json' -o -path './own/*.jsonl' -o -path './own/*/*.jsonl' \) -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
  if [ "$(cat "$builtin_sets/made-by" 2>/dev/null)" != "$wanted" ]; then
    python=$(debian_python) || fail "python3 is not installed: the evaluation sets are made by it"
    need npm "most evaluation sets come from npm packages (Node.js 20)"
    need apt-get "some evaluation sets come from Debian packages and their descriptions"
    mkdir -p "$mirror/partial"
    fetch_builtin_packages yaml PyYAML 1 python3-yaml libyaml-0-2
    say "making the evaluation sets (about 100 MB are fetched the first time, then ten seconds)"
    DEBIAN_MIRROR=${DEBIAN_MIRROR:-$(machine_mirror "$mirror" || true)} PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 \
      PYTHONPATH=$builtin_model_folder/yaml/root/usr/lib/python3/dist-packages "$python" "$builtin_set_sources/make_sets.py" >&2 ||
      fail "the evaluation sets could not be made (messages above)"
    printf '%s\n' "$wanted" >"$builtin_sets/made-by"
  fi
  release_lock
  echo "$builtin_sets"
}

eval_builtin_command() { # eval_builtin_command [OPTION...]
  local bundle=$root/models/builtin arguments=() training=$builtin_model_folder/corpus/training.txt
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) eval_builtin_help && return 0 ;;
      --sets) make_builtin_sets && return 0 ;;
      --bundle) bundle=${2:?"--bundle needs the folder of a bundle"} && shift 2 ;;
      --bundle=*) bundle=${1#*=} && shift ;;
      --json | --split) arguments+=("$1" "${2:?"$1 needs a value"}") && shift 2 ;;
      --json=* | --split=* | --unchecked) arguments+=("$1") && shift ;;
      *) fail "eval builtin: unknown option: $1 (eval builtin --help names them)" 2 ;;
    esac
  done
  make_builtin_sets >/dev/null
  if [ -e "$bundle/provenance.json" ] && [ ! -e "$training" ]; then
    say "making the text that the bundle was trained on, to look for held-out texts in it (a few minutes)"
    builtin_python "$root/tools/builtin-model/build.py" --until corpus >&2 || fail "the training text could not be made (messages above)"
  fi
  prepare_client
  exec "$(output_folder "$root/tools/builtin-evaluation")/Attune.BuiltinEvaluation" --bundle "$bundle" --set-folder "$builtin_sets" \
    --emotion-folder "$builtin_set_sources/emotions" --training-text "$training" "${arguments[@]}"
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
