"""Step scales: the models and the development part of the evaluation -> scales.json."""

import json
from pathlib import Path

import numpy as np

from export.quantise import rounded
from pipeline.progress import say
from reranking.features import Features
from reranking.fit import CATEGORIES, RETRIEVAL, development
from vocabulary.wordpiece import WordPiece

MEDIUM, HIGH = 0.5, 0.75
"""Share of the best categories that are right, from the cosine or score on that counts as medium or high confidence."""

FEWEST = 40
TOP = 20


def run(table: Path, tokenizer: Path, reranker: Path, evaluation: Path, output: Path) -> None:
    pair = np.load(reranker)
    features = Features(rounded(np.load(table)), WordPiece.read(tokenizer), pair["forms"], pair["idf"])
    cosines, scores, right = [], [], []
    for task in CATEGORIES:
        items, categories, gold = development(evaluation, task)
        rows = features.pairs(items, categories)
        for values, wanted in zip(rows, gold):
            score = _score(values, pair)
            cosines.append((values[:, 0].max(), int(values[:, 0].argmax()) in wanted))
            scores.append((score.max(), int(score.argmax()) in wanted))
    lists = [(values, wanted) for task in RETRIEVAL for values, wanted in _lists(features, evaluation, task)]
    betas = np.round(np.arange(0, 1.01, 0.05), 2)
    reached = [np.mean([_reciprocal_rank(values, wanted, beta, pair) for values, wanted in lists]) for beta in betas]
    beta = float(betas[int(np.argmax(reached))])
    say(f"stage 2 counts {beta}: mean reciprocal rank {max(reached):.3f}; 0.3: {reached[6]:.3f}; 0: {reached[0]:.3f}")
    output.write_text(json.dumps({
        "encoder": {"confidence": _confidence(cosines, "cosine")},
        "cross-encoder": {"confidence": _confidence(scores, "score"), "stageTwoWeight": beta},
    }, indent=1))


def _score(values: np.ndarray, pair) -> np.ndarray:
    return 1 / (1 + np.exp(-(values @ pair["weights"] + pair["bias"])))


def _lists(features: Features, evaluation: Path, task: str):
    queries, documents, gold = development(evaluation, task)
    return zip(features.pairs(queries, documents), gold)


def _reciprocal_rank(values: np.ndarray, wanted: list[int], beta: float, pair) -> float:
    """After stage 2 has ordered the best of stage 1 anew; the vector's value is (1 + cosine) / 2, as in matching."""
    order = np.argsort(-values[:, 0], kind="stable")
    head = order[:TOP]
    blended = (1 - beta) * (1 + values[head, 0]) / 2 + beta * _score(values[head], pair)
    order = np.concatenate([head[np.argsort(-blended, kind="stable")], order[TOP:]])
    return 1 / (1 + min(int(np.flatnonzero(order == w)[0]) for w in wanted))


def _confidence(found: list[tuple[float, bool]], what: str) -> dict[str, float]:
    """The lowest values from which on the best category is right often enough."""
    ordered = sorted(found, key=lambda x: -x[0])
    share = np.cumsum([r for _, r in ordered]) / np.arange(1, len(ordered) + 1)

    def lowest(target: float) -> float:
        enough = [i for i in range(FEWEST - 1, len(ordered)) if share[i] >= target]
        return round(float(ordered[max(enough) if enough else FEWEST - 1][0]), 3)

    levels = {"medium": lowest(MEDIUM), "high": lowest(HIGH)}
    say(f"{what}: best category right in {share[-1]:.1%} of {len(ordered):,}; medium from {levels['medium']}, high from {levels['high']}")
    return levels
