"""What words stand together with in running text."""

import numpy as np
import scipy.sparse as sp

from .sparse import ppmi

WINDOW, CONTEXTS = 6, 12_000
SUBSAMPLING = 2e-4


def matrix(documents: list[list[str]], index: dict[str, int], frequency: np.ndarray) -> sp.csr_matrix:
    """Words against the commonest words near them, as PPMI. Very frequent words are thinned out at random (Mikolov et al. 2013)."""
    gap = [-1] * WINDOW
    ids = np.concatenate([np.array([index.get(w, -1) for w in d] + gap, dtype=np.int32) for d in documents if len(d) > 1])
    share = np.maximum(frequency / frequency.sum(), 1e-12)
    keep = np.minimum(1, np.sqrt(SUBSAMPLING / share) + SUBSAMPLING / share)
    ids = ids[(ids < 0) | (np.random.default_rng(0).random(len(ids)) < keep[np.maximum(ids, 0)])]
    counts = sp.csr_matrix((len(index), CONTEXTS), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = ids[:-distance], ids[distance:]
        both = (left >= 0) & (right >= 0)
        left, right = left[both], right[both]
        for word, context in ((left, right), (right, left)):
            near = context < CONTEXTS
            weights = np.full(int(near.sum()), distance ** -0.5, np.float32)
            counts = counts + sp.coo_matrix((weights, (word[near], context[near])), shape=counts.shape).tocsr()
    return ppmi(counts, 0.75)
