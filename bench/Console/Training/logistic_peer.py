"""scikit-learn's LogisticRegression as a peer: reads a matrix once, and answers every line "run" with the fit's figures as JSON.

usage: logistic_peer.py VALUES LABELS FEATURES LAMBDA
VALUES: float64, row by row; LABELS: int32. LAMBDA is that of mean cross-entropy + LAMBDA / 2 * |W|^2, which is C = 1 / (LAMBDA * rows).
"""
import json
import sys
import time

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_info

values, labels, features, penalty = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
x = np.fromfile(values, dtype=np.float64).reshape(-1, features)
y = np.fromfile(labels, dtype=np.int32)


def fit():
    model = LogisticRegression(C=1 / (penalty * len(y)), solver="lbfgs", multi_class="multinomial", max_iter=100_000)
    started = time.perf_counter()
    model.fit(x, y)
    return model, time.perf_counter() - started


def loss(model):
    z = x @ model.coef_.T + model.intercept_
    z -= z.max(axis=1, keepdims=True)
    own = z[np.arange(len(y)), np.searchsorted(model.classes_, y)]
    return float(np.mean(np.log(np.exp(z).sum(axis=1)) - own) + penalty / 2 * np.sum(model.coef_**2))


threads = ", ".join(f"{pool['internal_api']} {pool['num_threads']}" for pool in threadpool_info())
print(f"ready scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}; threads: {threads}", flush=True)
for line in sys.stdin:
    if line.strip() != "run":
        break
    model, seconds = fit()
    print(json.dumps({"seconds": seconds, "iterations": int(model.n_iter_[0]), "loss": loss(model), "accuracy": float(model.score(x, y)),
                      "weights": model.coef_.tolist(), "intercepts": model.intercept_.tolist()}), flush=True)
