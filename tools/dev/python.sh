# shellcheck shell=bash
# The Python libraries that benches are measured against: Debian's packages for this machine's own release, unpacked below .dev and used by
# the bench alone. Nothing is installed, no root is needed.

find_numpy() {
  find_python_library numpy numpy "NumPy and OpenBLAS" 13 python3-numpy libopenblas0-pthread libgfortran5 libquadmath0
}

# With what its packages only recommend and a small machine may lack.
find_scikit_learn() {
  find_python_library scikit-learn sklearn.linear_model "scikit-learn with SciPy, NumPy and OpenBLAS" 40 python3-sklearn python3-sklearn-lib python3-numpy \
    python3-scipy python3-joblib python3-threadpoolctl python3-decorator libopenblas0-pthread liblbfgsb0 libgfortran5 libquadmath0 libgomp1
}

# Sets the variables by which the bench finds a library, or ATTUNE_BENCH_PYTHON_MISSING with the reason why there is none.
find_python_library() { # find_python_library NAME MODULE WHAT MEGABYTES PACKAGE...
  local name=$1 module=$2 folder=$dev/$1 python libraries reason
  shift 2
  unset ATTUNE_BENCH_PYTHON ATTUNE_BENCH_PYTHON_PATH ATTUNE_BENCH_LIBRARY_PATH ATTUNE_BENCH_PYTHON_MISSING
  # Debian's own Python comes first: its packages are compiled for that version.
  for python in /usr/bin/python3 "$(command -v python3 || true)"; do
    [ ! -x "$python" ] || break
  done
  if [ ! -x "$python" ]; then
    reason="there is no python3"
  elif ! reason=$(unpack_debian_packages "$folder" "$log/$name.log" "$@"); then
    reason=${reason:-"the packages could not be unpacked"}
  else
    reason=''
    libraries=$(first_match "$folder/root/usr/lib" '*/openblas-pthread')
    export ATTUNE_BENCH_PYTHON=$python
    export ATTUNE_BENCH_PYTHON_PATH=$folder/root/usr/lib/python3/dist-packages
    export ATTUNE_BENCH_LIBRARY_PATH=$libraries:${libraries%/*}
    PYTHONPATH=$ATTUNE_BENCH_PYTHON_PATH LD_LIBRARY_PATH=$ATTUNE_BENCH_LIBRARY_PATH "$python" -c "import $module" >"$log/$name.log" 2>&1 ||
      reason="$("$python" --version 2>&1) cannot load the $module of this machine's Debian release ($(tail -n 1 "$log/$name.log"))"
  fi
  [ -z "$reason" ] || export ATTUNE_BENCH_PYTHON_MISSING=$reason
}

# Packages of this machine's own Debian release, unpacked in FOLDER/root. Prints the reason and fails when it cannot.
unpack_debian_packages() { # unpack_debian_packages FOLDER LOG WHAT MEGABYTES PACKAGE...
  local folder=$1 new=$1/new log_file=$2 what=$3 size=$4 deb options
  shift 4
  [ ! -d "$folder/root" ] || return 0
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "it comes from Debian packages, and this machine has no apt-get"
    return 1
  fi
  rm -rf "$new"
  mkdir -p "$new"/{lists/partial,cache/archives/partial,debs,root}
  say "fetching $what from your Debian mirror ($size MB)"
  options=(-qq -o "Dir::State::Lists=$new/lists" -o "Dir::Cache=$new/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
  if ! apt-get "${options[@]}" update >"$log_file" 2>&1 ||
    ! (cd "$new/debs" && apt-get "${options[@]}" download "$@") >>"$log_file" 2>&1; then
    echo "the packages could not be downloaded from this machine's mirror; see $log_file"
    return 1
  fi
  for deb in "$new"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$new/root" --no-same-owner --exclude='./usr/share' || return 1
  done
  mv "$new/root" "$folder/root"
  rm -rf "$new"
}
