"""Sparse matrices."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import scipy.sparse as sp


class Triples:
    """A matrix that is filled entry by entry; equal places add up."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []

    def add(self, row: int, column: int, value: float) -> None:
        self._rows.append(row)
        self._columns.append(column)
        self._values.append(value)

    def matrix(self, rows: int, columns: int) -> sp.csr_matrix:
        return sp.coo_matrix((np.array(self._values, np.float32), (self._rows, self._columns)), shape=(rows, columns)).tocsr()


def ppmi(matrix: sp.csr_matrix, smoothing: float) -> sp.csr_matrix:
    """Positive pointwise mutual information; columns are counted to the power of the smoothing (Levy, Goldberg, Dagan 2015)."""
    entries = matrix.tocoo()
    rows = np.asarray(matrix.sum(1)).ravel()
    columns = np.asarray(matrix.sum(0)).ravel() ** smoothing
    values = np.log(entries.data * columns.sum() / (rows[entries.row] * columns[entries.col]))
    kept = values > 0
    return sp.csr_matrix((values[kept].astype(np.float32), (entries.row[kept], entries.col[kept])), shape=matrix.shape)


def stochastic(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Rows that sum to 1."""
    sums = np.asarray(matrix.sum(1)).ravel()
    sums[sums == 0] = 1
    return (sp.diags(1 / sums) @ matrix).tocsr()


def unit_rows(matrix: sp.csr_matrix) -> sp.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    lengths[lengths == 0] = 1
    return (sp.diags((1 / lengths).astype(np.float32)) @ matrix).tocsr()


def prune(matrix: sp.csr_matrix, least: float) -> sp.csr_matrix:
    matrix = matrix.tocsr()
    matrix.data[matrix.data < least] = 0
    matrix.eliminate_zeros()
    return matrix


def truncated_svd(matrix: sp.csr_matrix, rank: int, seed: int, iterations: int = 1, oversampling: int = 16) -> tuple[np.ndarray, np.ndarray]:
    """Left vectors and singular values, randomised (Halko, Martinsson, Tropp 2011). Two threads share each product by rows."""
    matrix = matrix.tocsr().astype(np.float32)
    halves, transposed = _halves(matrix), _halves(matrix.T.tocsr())
    with ThreadPoolExecutor(2) as pool:
        def product(parts: list[sp.csr_matrix], dense: np.ndarray) -> np.ndarray:
            return np.vstack(list(pool.map(lambda part: part @ dense, parts)))

        sample = np.random.default_rng(seed).standard_normal((matrix.shape[1], rank + oversampling)).astype(np.float32)
        basis, _ = np.linalg.qr(product(halves, sample))
        for _ in range(iterations):
            other, _ = np.linalg.qr(product(transposed, basis))
            basis, _ = np.linalg.qr(product(halves, other))
        small = product(transposed, basis).T
    left, values, _ = np.linalg.svd(small.astype(np.float64), full_matrices=False)
    return basis @ left[:, :rank].astype(np.float32), values[:rank].astype(np.float32)


def _halves(matrix: sp.csr_matrix) -> list[sp.csr_matrix]:
    middle = matrix.shape[0] // 2
    return [matrix[:middle], matrix[middle:]]
