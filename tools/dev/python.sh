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

# Debian's own Python comes first: its packages are compiled for that version.
debian_python() { command -v /usr/bin/python3 || command -v python3; }

# Sets the variables by which the bench finds a library, or ATTUNE_BENCH_PYTHON_MISSING with the reason why there is none.
find_python_library() { # find_python_library FOLDER MODULE WHAT MEGABYTES PACKAGE...
  local folder=$dev/$1 python libraries reason=
  unset "${!ATTUNE_BENCH_@}"
  if ! python=$(debian_python); then
    reason="there is no python3"
  elif reason=$(unpack_debian_packages "$folder" "${@:3}"); then
    libraries=$(first_match "$folder/root/usr/lib" '*/openblas-pthread')
    export ATTUNE_BENCH_PYTHON=$python ATTUNE_BENCH_PYTHON_PATH=$folder/root/usr/lib/python3/dist-packages ATTUNE_BENCH_LIBRARY_PATH=$libraries:${libraries%/*}
    PYTHONPATH=$ATTUNE_BENCH_PYTHON_PATH LD_LIBRARY_PATH=$ATTUNE_BENCH_LIBRARY_PATH "$python" -c "import $2" >"$log/$1.log" 2>&1 ||
      reason="$("$python" --version 2>&1) cannot load the $2 of this machine's Debian release ($(tail -n 1 "$log/$1.log"))"
  fi
  [ -z "$reason" ] || export ATTUNE_BENCH_PYTHON_MISSING=$reason
}

# Packages of this machine's own Debian release, unpacked in FOLDER/root. Prints the reason and fails when it cannot.
unpack_debian_packages() { # unpack_debian_packages FOLDER WHAT MEGABYTES PACKAGE...
  local folder=$1 new=$1/new log_file=$log/${1##*/}.log options
  if [ -d "$folder/root" ]; then return 0; fi
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "it comes from Debian packages, and this machine has no apt-get"
    return 1
  fi
  rm -rf "$new"
  mkdir -p "$new"/{lists/partial,cache/archives/partial,debs,root}
  say "fetching $2 from your Debian mirror ($3 MB)"
  options=(-qq -o "Dir::State::Lists=$new/lists" -o "Dir::Cache=$new/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
  {
    apt-get "${options[@]}" update && (cd "$new/debs" && apt-get "${options[@]}" download "${@:4}") && unpack "$new/debs" "$new/root" --exclude='./usr/share'
  } >"$log_file" 2>&1 || {
    echo "the packages could not be downloaded from this machine's mirror and unpacked; see $log_file"
    return 1
  }
  mv "$new/root" "$folder/root"
  rm -rf "$new"
}
