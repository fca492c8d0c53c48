#!/usr/bin/env bash
# Unpacks Debian's scikit-learn with NumPy, SciPy and OpenBLAS into a folder; nothing is installed and no root is needed.
# usage: fetch-scikit-learn.sh FOLDER
# Prints the interpreter that can use it, then PYTHONPATH, then LD_LIBRARY_PATH. Exit code 3, and the reason, when it cannot be had here.
set -euo pipefail

folder=$1
# Those whose files are used, and the libraries below them that a small machine may lack.
packages=(python3-sklearn python3-sklearn-lib python3-numpy python3-scipy python3-joblib python3-threadpoolctl python3-decorator
  libopenblas0-pthread liblbfgsb0 libgfortran5 libquadmath0 libgomp1)

skip() {
  printf '%s\n' "$1" >&2
  exit 3
}

if [ ! -e "$folder/complete" ]; then
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || skip "scikit-learn comes from Debian packages, and this machine has no apt-get and dpkg-deb"
  rm -rf "$folder"
  mkdir -p "$folder/debs" "$folder/root"
  # The machine's own configuration: its mirror, its proxy, its keys.
  (cd "$folder/debs" && apt-get -qq -o APT::Sandbox::User=root download "${packages[@]}" >&2) || skip "apt-get could not download ${packages[0]}; run apt-get update first"
  for package in "$folder"/debs/*.deb; do dpkg-deb -x "$package" "$folder/root"; done
  rm -rf "$folder/debs"
  touch "$folder/complete"
fi

libraries=$(dirname -- "$(find "$folder/root/usr/lib" -name 'liblbfgsb.so.0' -print -quit)")
path=$folder/root/usr/lib/python3/dist-packages
load=$libraries/openblas-pthread:$libraries
for python in /usr/bin/python3 python3; do
  command -v "$python" >/dev/null || continue
  if PYTHONPATH=$path LD_LIBRARY_PATH=$load "$python" -c 'import sklearn.linear_model' 2>"$folder/error"; then
    printf '%s\n%s\n%s\n' "$(command -v "$python")" "$path" "$load"
    exit 0
  fi
done
built=$(find "$path/numpy/core" -name '_multiarray_umath.cpython-*' -printf '%f\n' | head -n 1)
skip "no Python here can load Debian's scikit-learn ($built; $(python3 --version 2>&1 || echo 'no python3')): $(tail -n 1 "$folder/error" 2>/dev/null)"
