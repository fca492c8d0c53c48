"""Features of a query and a document. The graph of the reranker computes the same ones (export/reranker.py); change both."""

import numpy as np

from vocabulary.wordpiece import SPECIAL, WordPiece

NAMES = ("cosine", "rare", "exact", "early", "pairs", "best", "soft", "reverse")
SATURATION, LENGTH, AVERAGE = 0.6, 0.5, 60.0
"""k1 and b of BM25 (Robertson, Zaragoza 2009), and the length in tokens that counts as usual."""

FADING, OPENING = 40.0, 20.0
"""Tokens into a document after which a match counts half, and a token that matches nothing: what a text is about stands at its beginning."""

ALIKE = 0.3
"""Cosine from which on a token stands for one of the query that the document has not."""


class Features:
    """Texts are read once; every pair of them is cheap then."""

    def __init__(self, table: np.ndarray, wordpiece: WordPiece, forms: np.ndarray, idf: np.ndarray, longest: int = 160):
        self._wordpiece, self._forms, self._idf, self._longest = wordpiece, forms, idf, longest
        lengths = np.linalg.norm(table, axis=1, keepdims=True)
        self._table, self._units, self._weights = table, table / np.maximum(lengths, 1e-9), lengths[:, 0]

    def tokens(self, text: str) -> np.ndarray:
        return np.array([i for i in self._wordpiece.encode(text, self._longest) if i >= len(SPECIAL)] or [0], np.int64)

    def pairs(self, queries: list[str], documents: list[str]) -> np.ndarray:
        """[queries, documents, features]"""
        read = [self.tokens(text) for text in documents]
        tokens, lengths = np.concatenate(read), np.array([len(d) for d in read])
        starts = np.cumsum(lengths) - lengths
        units, forms, weights, rareness = self._units[tokens], self._forms[tokens], self._weights[tokens], self._idf[tokens]
        places = np.arange(len(tokens)) - np.repeat(starts, lengths)
        fresh, opening = ((half / (half + places)).astype(np.float32) for half in (FADING, OPENING))
        vectors = _unit(np.add.reduceat(self._table[tokens], starts, axis=0))
        rare = _unit(np.add.reduceat(units * (rareness * fresh)[:, None], starts, axis=0))
        mass = np.maximum(np.add.reduceat(weights * opening, starts), 1e-9)
        ends = starts + lengths - 1
        usual = SATURATION * (1 - LENGTH + LENGTH * lengths / AVERAGE)
        made = np.zeros((len(queries), len(documents), len(NAMES)), np.float32)
        for row, query in enumerate(map(self.tokens, queries)):
            similar = np.maximum(units @ self._units[query].T, 0)
            same = (forms[:, None] == self._forms[query][None, :]).astype(np.float32)
            best = np.maximum.reduceat(similar, starts, axis=0)
            found = np.add.reduceat(same, starts, axis=0)
            idf, weight = self._idf[query], self._weights[query]
            every = max(idf.sum(), 1e-9)
            made[row, :, 0] = vectors @ _unit(self._table[query].sum(0))
            made[row, :, 1] = rare @ _unit(idf @ self._units[query])
            made[row, :, 2] = found / (found + usual[:, None]) @ idf / every
            made[row, :, 3] = np.maximum.reduceat(same * fresh[:, None], starts, axis=0) @ idf / every
            if len(query) > 1:
                following = np.zeros((len(tokens), len(query) - 1), np.float32)
                following[:-1] = same[:-1, :-1] * same[1:, 1:]
                following[ends] = 0
                both = idf[:-1] + idf[1:]
                made[row, :, 4] = np.maximum.reduceat(following, starts, axis=0) @ both / max(both.sum(), 1e-9)
            made[row, :, 5] = best @ weight / max(weight.sum(), 1e-9)
            made[row, :, 6] = np.where(found > 0, 0, np.maximum(best - ALIKE, 0)) @ idf / every
            made[row, :, 7] = np.add.reduceat(similar.max(1) * weights * opening, starts) / mass
        return made


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
