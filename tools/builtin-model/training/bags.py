"""Texts as bags of tokens, and their vectors."""

from typing import Callable

import numpy as np
import scipy.sparse as sp


class Bags:
    """The token ids of many texts in one array."""

    def __init__(self, texts: list[str], encode: Callable[[str], list[int]]):
        encoded = [encode(text) for text in texts]
        self._starts = np.cumsum([0] + [len(ids) for ids in encoded])
        self._ids = np.fromiter((i for ids in encoded for i in ids), np.int32, self._starts[-1])

    def lengths(self) -> np.ndarray:
        return np.diff(self._starts)

    def rows(self, texts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The ids of the given texts one after the other, and how many each has."""
        starts, lengths = self._starts[texts], self._starts[texts + 1] - self._starts[texts]
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self._ids[np.repeat(starts, lengths) + offsets], lengths

    def matrix(self, texts: np.ndarray, columns: int) -> sp.csr_matrix:
        return bag_matrix(*self.rows(texts), columns)


def bag_matrix(ids: np.ndarray, lengths: np.ndarray, columns: int) -> sp.csr_matrix:
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return sp.csr_matrix((np.ones(len(ids), np.float32), ids, starts), shape=(len(lengths), columns))


def embed(table: np.ndarray, bags: Bags, count: int) -> np.ndarray:
    """Sum of the token vectors, length 1; nothing known is the zero vector."""
    sums = bags.matrix(np.arange(count), len(table)) @ table
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
