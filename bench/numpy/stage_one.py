"""NumPy over OpenBLAS as a peer of stage 1: all inner products of playlists and tracks, and the best of each playlist.

usage: stage_one.py TRACKS PLAYLISTS DIMS LIMIT THREADS   (the first two are files: raw float32, row after row)
Says "ready NUMPY_VERSION BLAS_FILE"; answers each line "run" with the seconds of one pass and "best" with what it found, as JSON.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy

tracks_file, playlists_file = sys.argv[1:3]
dims, limit, threads = map(int, sys.argv[3:6])
tracks = numpy.fromfile(tracks_file, dtype=numpy.float32).reshape(-1, dims)
playlists = numpy.fromfile(playlists_file, dtype=numpy.float32).reshape(-1, dims)
limit = min(limit, len(tracks))


def best_of(scores):
    found = numpy.argpartition(scores, len(scores) - limit)[len(scores) - limit :]
    # The last key is the first to count: score, then index.
    return found[numpy.lexsort((found, -scores[found]))]


def blas():
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line}
    return next((name for name in sorted(files) if "openblas" in name), "none that is known")


best, scores = [], None
# argpartition gives the interpreter's lock away, so the rows are shared among as many threads as the product has.
with ThreadPoolExecutor(threads) as pool:
    print("ready", numpy.__version__, blas(), flush=True)
    for line in sys.stdin:
        if line.strip() == "run":
            started = time.perf_counter()
            scores = playlists @ tracks.T
            best = list(pool.map(best_of, scores))
            print(time.perf_counter() - started, flush=True)
        else:
            print(json.dumps([[[int(i), float(row[i])] for i in found] for row, found in zip(scores, best)]), flush=True)
