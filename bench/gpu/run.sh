#!/usr/bin/env bash
# Tokens a second on an NVIDIA GPU, beside PyTorch on the same card and with the same (random) weights, and how far the results
# are from full precision on the CPU. Without a GPU it says so and ends with 0.
#   run.sh          models of the real sizes, 9 GB on disk
#   run.sh tiny     the same with tiny models
#   run.sh check    no GPU needed: tiny models on CPUs only, ours against PyTorch's
# ATTUNE_BENCH_FOLDER     where models and results go; default .dev/bench-gpu
# PYTHON                  a Python that has PyTorch; default python3
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
folder=${ATTUNE_BENCH_FOLDER:-$root/.dev/bench-gpu}
python=${PYTHON:-python3}
mode=${1:-full}
case $mode in
  full | tiny | check) ;;
  *)
    echo "usage: run.sh [full|tiny|check]" >&2
    exit 2
    ;;
esac

skip() {
  echo "skipped: $*"
  exit 0
}

if [ "$mode" != check ] && ! nvidia-smi -L > /dev/null 2>&1; then
  skip "no NVIDIA GPU on this machine"
fi

output=$here/bin/Release/net10.0

bench() { dotnet "$output/Attune.Bench.Gpu.dll" "$@"; }

# $1 is the device. Exit code 3 of the benches means that it is not usable.
torch() {
  if ! "$python" -c 'import torch' 2> /dev/null; then
    echo "PyTorch is left out: $python does not have it"
    return 0
  fi
  "$python" "$here/torch_bench.py" "$folder" "$1" "$folder/torch-$1.json" || [ $? -eq 3 ]
}

MSBUILDDISABLENODEREUSE=1 dotnet build "$here" -c Release -v q --nologo
mkdir -p "$folder"
rm -f "$folder"/*.json
bench write "$folder" "$([ "$mode" = full ] && echo full || echo tiny)"
bench run "$folder" cpu "$folder/reference.json"

if [ "$mode" = check ]; then
  torch cpu
else
  # PyTorch brings CUDA's libraries along, which the provider needs too.
  libraries=$("$python" -c 'import glob, sysconfig; print(":".join(glob.glob(sysconfig.get_path("purelib") + "/nvidia/**/lib", recursive=True)))' 2> /dev/null || true)
  export LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  code=0
  bench run "$folder" cuda "$folder/onnxruntime-cuda.json" || code=$?
  [ "$code" -ne 3 ] || skip "the GPU is not usable, see above"
  [ "$code" -eq 0 ] || exit "$code"
  torch cuda
fi

mapfile -t others < <(find "$folder" -name 'onnxruntime-*.json' -o -name 'torch-*.json' | sort)
[ ${#others[@]} -eq 0 ] || bench report "$folder/reference.json" "${others[@]}"
