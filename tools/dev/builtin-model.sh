# shellcheck shell=bash
# ./attune models build-builtin: makes models/builtin again. The work is Python's, in tools/builtin-model, on Debian's own python3 with NumPy,
# SciPy and ONNX unpacked below .dev/builtin-model. Nothing is installed, and no other build needs any of it.

builtin_model_folder=$dev/builtin-model

build_builtin_command() { # build_builtin_command [OPTION...]
  prepare
  install_node_packages
  # What the models are measured on must be known before anything is trained.
  make_builtin_sets_alone >/dev/null
  builtin_python "$root/tools/builtin-model/build.py" "$@"
}

# Runs a script of tools/builtin-model. Sums of floats depend on how they are shared out among threads, so there is one.
builtin_python() { # builtin_python SCRIPT [ARGUMENT...]
  local python=/usr/bin/python3 libraries
  prepare
  [ -x "$python" ] || python=$(command -v python3) || fail "python3 is not installed: the built-in models are made by it"
  need npm "most texts that the built-in models are made from come from npm packages (Node.js 20)"
  fetch_builtin_python >"$log/builtin-python.log" || fail "NumPy, SciPy and ONNX for Python: $(tail -n 1 "$log/builtin-python.log")"
  libraries=$(first_match "$builtin_model_folder/python/root/usr/lib" '*/openblas-pthread')
  PYTHONPATH=$builtin_model_folder/python/root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries:${libraries%/*} \
    PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 "$python" "$@"
}

fetch_builtin_python() {
  mkdir -p "$builtin_model_folder/python"
  unpack_debian_packages "$builtin_model_folder/python" "NumPy, SciPy and ONNX" 31 python3-numpy python3-scipy python3-decorator \
    python3-onnx python3-protobuf python3-typing-extensions libonnx1 libprotobuf32 libprotoc32 liblbfgsb0 libopenblas0-pthread libgfortran5 libquadmath0
}
