"""Temperature and thresholds, on sentences that the layer was not fitted to."""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar

from .head import softmax

SHRINKAGE = 0.5
"""Ten sentences a label say little of its own threshold; half of it comes from the one that is best for all labels together."""


def read_sentences(path: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in path.open(encoding="utf8")]
    return [(line["label"], line["text"]) for line in lines]


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """By which the logits are divided so that the right labels get the highest likelihood (Guo et al. 2017)."""
    def loss(log: float) -> float:
        chance = softmax(logits / np.exp(log))
        return float(-np.log(np.maximum(chance[np.arange(len(labels)), labels], 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def expected_calibration_error(chance: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Mean distance of the highest probability from how often it is right, over equal bins."""
    sure, right = chance.max(1), chance.argmax(1) == labels
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return float(sum(abs(sure[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in range(bins) if (place == b).any()))


def thresholds(chance: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """From which probability on a label is taken to hold: where F1 is highest, a label's own and the common one mixed geometrically."""
    grid = np.round(np.geomspace(0.02, 0.9, 60), 4)
    wanted = np.eye(chance.shape[1], dtype=bool)[labels]
    common = max(grid, key=lambda t: _f1(chance >= t, wanted))
    own = np.array([max(grid, key=lambda t: (_f1(chance[:, k] >= t, wanted[:, k]), -abs(np.log(t / common)))) for k in range(chance.shape[1])])
    return np.round(own ** (1 - SHRINKAGE) * common ** SHRINKAGE, 4)


def _f1(found: np.ndarray, wanted: np.ndarray) -> float:
    hits = (found & wanted).sum()
    return float(2 * hits / max(found.sum() + wanted.sum(), 1))
