"""Multinomial logistic regression from a text to the 28 labels."""

import numpy as np
from scipy.optimize import minimize

from training.bags import Bags
from vocabulary.wordpiece import SPECIAL, WordPiece

REGULARISATION = 3e-4


def inputs(texts: list[str], table: np.ndarray, wordpiece: WordPiece) -> np.ndarray:
    """[texts, 2 x dimensions]: the embedding, and beside it the sum in which every token counts alike, as small words such as 'not' and
    marks such as '?' tell feelings though they tell no subject. Each of length 1."""
    bags = Bags(texts, lambda text: [i for i in wordpiece.encode(text) if i >= len(SPECIAL)]).matrix(np.arange(len(texts)), len(table))
    units = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return np.hstack([_unit(bags @ table), _unit(bags @ units)]).astype(np.float64)


def fit(rows: np.ndarray, labels: np.ndarray, count: int, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[inputs, labels] and [labels]."""
    width = rows.shape[1]
    wanted = np.eye(count)[labels]
    weights = weights / weights.sum()

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        matrix, bias = parameters[:-count].reshape(width, count), parameters[-count:]
        chance = softmax(rows @ matrix + bias)
        off = (chance - wanted) * weights[:, None]
        value = -(weights * np.log(np.maximum((chance * wanted).sum(1), 1e-12))).sum() + REGULARISATION / 2 * (matrix ** 2).sum()
        return float(value), np.concatenate([(rows.T @ off + REGULARISATION * matrix).ravel(), off.sum(0)])

    found = minimize(loss, np.zeros(width * count + count), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return found[:-count].reshape(width, count), found[-count:]


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
