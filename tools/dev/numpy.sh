# shellcheck shell=bash
# NumPy over OpenBLAS, which the bench of matching is measured against: Debian's packages for this machine's own release, unpacked below
# .dev/numpy and used by the bench alone. Nothing is installed, no root is needed.

numpy_folder=$dev/numpy

# Sets the variables by which the bench finds NumPy, or ATTUNE_BENCH_NUMPY_MISSING with the reason why there is none.
find_numpy() {
  local python libraries reason
  unset ATTUNE_BENCH_PYTHON ATTUNE_BENCH_PYTHON_PATH ATTUNE_BENCH_LIBRARY_PATH ATTUNE_BENCH_NUMPY_MISSING
  # Debian's own Python comes first: its packages are compiled for that version.
  for python in /usr/bin/python3 "$(command -v python3 || true)"; do
    [ ! -x "$python" ] || break
  done
  if [ ! -x "$python" ]; then
    reason="there is no python3"
  elif ! reason=$(fetch_numpy); then
    reason=${reason:-"the packages could not be unpacked"}
  else
    reason=''
    libraries=$(first_match "$numpy_folder/root/usr/lib" '*/openblas-pthread')
    export ATTUNE_BENCH_PYTHON=$python
    export ATTUNE_BENCH_PYTHON_PATH=$numpy_folder/root/usr/lib/python3/dist-packages
    export ATTUNE_BENCH_LIBRARY_PATH=$libraries:${libraries%/*}
    PYTHONPATH=$ATTUNE_BENCH_PYTHON_PATH LD_LIBRARY_PATH=$ATTUNE_BENCH_LIBRARY_PATH "$python" -c 'import numpy' >"$log/numpy.log" 2>&1 ||
      reason="$("$python" --version 2>&1) cannot load the NumPy of this machine's Debian release ($(tail -n 1 "$log/numpy.log"))"
  fi
  [ -z "$reason" ] || export ATTUNE_BENCH_NUMPY_MISSING=$reason
}

fetch_numpy() {
  unpack_debian_packages "$numpy_folder" "NumPy and OpenBLAS" 13 python3-numpy libopenblas0-pthread libgfortran5 libquadmath0
}

# Packages of this machine's own Debian release, unpacked in FOLDER/root. Prints the reason and fails when it cannot.
unpack_debian_packages() { # unpack_debian_packages FOLDER WHAT MEGABYTES PACKAGE...
  local folder=$1 new=$1/new what=$2 size=$3 deb options
  shift 3
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
  if ! apt-get "${options[@]}" update >"$log/numpy.log" 2>&1 ||
    ! (cd "$new/debs" && apt-get "${options[@]}" download "$@") >>"$log/numpy.log" 2>&1; then
    echo "the packages could not be downloaded from this machine's mirror; see $log/numpy.log"
    return 1
  fi
  for deb in "$new"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$new/root" --no-same-owner --exclude='./usr/share' || return 1
  done
  mv "$new/root" "$folder/root"
  rm -rf "$new"
}
