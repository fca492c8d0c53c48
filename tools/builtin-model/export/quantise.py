"""Eight bits a component, with one scale a row."""

import numpy as np


def quantise(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scales = (np.maximum(np.abs(table).max(1), 1e-8) / 127).astype(np.float32)
    return np.clip(np.round(table / scales[:, None]), -127, 127).astype(np.int8), scales


def rounded(table: np.ndarray) -> np.ndarray:
    """The table as the graphs see it."""
    values, scales = quantise(table)
    return values.astype(np.float32) * scales[:, None]
