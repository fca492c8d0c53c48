"""InfoNCE over the pairs of a batch (van den Oord, Li, Vinyals 2018), with Adam on the rows that a batch touches."""

import numpy as np
import scipy.sparse as sp

BATCH, TEMPERATURE = 1024, 0.05
RATE, WARM_UP = 1e-3, 100
FIRST, SECOND, EPSILON = 0.9, 0.999, 1e-8


class Contrastive:
    def __init__(self, table: np.ndarray, steps: int):
        self.table = table.copy()
        self._mean, self._square = np.zeros_like(table), np.zeros_like(table)
        self._steps, self._step = steps, 0

    def train(self, bags: sp.csr_matrix, texts: np.ndarray) -> float:
        """One step over the bags of both sides, the left ones first; texts says which are the same text. Returns the loss."""
        self._step += 1
        count = len(texts) // 2
        tokens, local = np.unique(bags.indices, return_inverse=True)
        bags = sp.csr_matrix((bags.data, local, bags.indptr), shape=(bags.shape[0], len(tokens)))
        sums = bags @ self.table[tokens]
        lengths = np.sqrt((sums * sums).sum(1, keepdims=True)) + 1e-6
        units = sums / lengths
        left, right = units[:count], units[count:]
        logits = left @ right.T / np.float32(TEMPERATURE)
        logits[_same(texts[:count], texts[count:])] = -1e4
        by_row, by_column = _softmax(logits, 1), _softmax(logits, 0)
        diagonal = np.arange(count)
        loss = -0.5 * (np.log(by_row[diagonal, diagonal] + 1e-9) + np.log(by_column[diagonal, diagonal] + 1e-9)).mean()
        slope = (by_row + by_column) * np.float32(0.5)
        slope[diagonal, diagonal] -= 1
        slope /= np.float32(TEMPERATURE * count)
        toward = np.vstack([slope @ right, slope.T @ left])
        # Through the normalisation: what points along the vector changes nothing.
        toward = (toward - units * (toward * units).sum(1, keepdims=True)) / lengths
        self._adam(tokens, bags.T.tocsr() @ toward)
        return float(loss)

    def _adam(self, tokens: np.ndarray, gradient: np.ndarray) -> None:
        rate = RATE * min(1, self._step / WARM_UP) * (1 - self._step / (self._steps + 1))
        mean = self._mean[tokens] * np.float32(FIRST) + gradient * np.float32(1 - FIRST)
        square = self._square[tokens] * np.float32(SECOND) + gradient * gradient * np.float32(1 - SECOND)
        self._mean[tokens], self._square[tokens] = mean, square
        change = mean / np.float32(1 - FIRST ** self._step) / (np.sqrt(square / np.float32(1 - SECOND ** self._step)) + np.float32(EPSILON))
        self.table[tokens] -= np.float32(rate) * change


def _same(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Pairs of the batch that are no negatives: one of their texts is in both."""
    same = (right[:, None] == right[None, :]) | (left[:, None] == left[None, :]) | (left[:, None] == right[None, :])
    np.fill_diagonal(same, False)
    return same


def _softmax(logits: np.ndarray, axis: int) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)
