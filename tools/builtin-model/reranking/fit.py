"""Weights of the features: listwise, on the part of the evaluation's sets that is for development."""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pipeline.progress import say

from .features import NAMES, Features

QUERIES, NEGATIVES = 400, 300
RETRIEVAL = ("deb_short2long", "app_kw2desc", "wn_example2gloss")
REALISTIC = ("deb_short2long", "app_kw2desc")
CATEGORIES = ("app_category", "app_game_genre", "deb_section", "foldoc_subject", "media_titles", "playlist_titles", "term_list")
REALISTIC_WEIGHT, REGULARISATION = 100.0, 1e-4
"""Texts as long as those that a reranker reads count more than names of categories, of which the embedder alone is a good judge."""


def development(folder: Path, task: str) -> tuple[list[str], list[str], list[list[int]]]:
    """Queries or items, documents or categories, and which of these are right."""
    lines = [json.loads(line) for line in (folder / f"{task}.jsonl").open(encoding="utf8")]
    asked = [x for x in lines if x.get("split") == "dev"][:QUERIES]
    if any(x["kind"] == "query" for x in lines):
        documents = [x for x in lines if x["kind"] == "document"]
        number = {x["id"]: i for i, x in enumerate(documents)}
        return [x["text"] for x in asked], [x["text"] for x in documents], [[number[r] for r in x["relevant"]] for x in asked]
    categories = [x["text"] for x in lines if x["kind"] == "category"]
    return [x["text"] for x in asked], categories, [[categories.index(label) for label in x["labels"]] for x in asked]


def weights(folder: Path, features: Features) -> tuple[np.ndarray, float]:
    """The weight of each feature, none below 0, and the bias, so that the logistic function of their sum is near a probability."""
    lists = []
    for task in (*RETRIEVAL, *CATEGORIES):
        asked, documents, right = development(folder, task)
        lists += [(task, *_narrow(row, set(gold))) for row, gold in zip(features.pairs(asked, documents), right)]
    say(f"{len(lists):,} lists to learn the order from")
    tasks = [task for task, _, _ in lists]
    share = np.array([(REALISTIC_WEIGHT if task in REALISTIC else 1.0) / tasks.count(task) for task in tasks])
    share /= share.sum()

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        """Softmax over each list, as in ListNet (Cao et al. 2007) with one right answer."""
        total, slope = REGULARISATION * parameters @ parameters, 2 * REGULARISATION * parameters
        for part, (_, rows, gold) in zip(share, lists):
            scores = rows @ parameters
            powers = np.exp(scores - scores.max())
            chance = powers / powers.sum()
            total -= part * np.log(max(chance[gold].sum(), 1e-12))
            inside = np.zeros_like(chance)
            inside[gold] = chance[gold] / max(chance[gold].sum(), 1e-12)
            slope = slope + part * (rows.T @ (chance - inside))
        return float(total), slope

    found = minimize(loss, np.full(len(NAMES), 3.0), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(NAMES)).x
    say("order: " + ", ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, found)))
    scale, bias = _calibrate(lists, found)
    return (found * scale).astype(np.float32), float(np.float32(bias))


def _narrow(rows: np.ndarray, right: set[int]) -> tuple[np.ndarray, np.ndarray]:
    """The right ones, and of the others those that look best by one feature or another."""
    others = np.array([i for i in range(len(rows)) if i not in right])
    if len(others) > NEGATIVES:
        rank = np.min([np.argsort(np.argsort(-rows[others, f], kind="stable"), kind="stable") for f in range(rows.shape[1])], axis=0)
        others = others[np.argsort(rank, kind="stable")[:NEGATIVES]]
    chosen = [*sorted(right), *others]
    return rows[chosen].astype(np.float64), np.arange(len(right))


def _calibrate(lists: list, parameters: np.ndarray) -> tuple[float, float]:
    """Scale and bias by which a right document and one of the others of its list are told apart best, each kind counted alike (Platt 1999)."""
    good = np.concatenate([(rows @ parameters)[gold] for _, rows, gold in lists])
    bad = np.concatenate([(rows @ parameters)[len(gold):] for _, rows, gold in lists])

    def loss(p: np.ndarray) -> float:
        return float(np.logaddexp(0, -(p[0] * good + p[1])).mean() + np.logaddexp(0, p[0] * bad + p[1]).mean())

    return tuple(minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B", bounds=[(0.05, None), (None, None)]).x)
