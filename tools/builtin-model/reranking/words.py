"""What the reranker knows of a token beyond its vector: which tokens are forms of one word, and how rare that word is."""

import math
from pathlib import Path

import numpy as np

from vocabulary.wordpiece import SPECIAL, WordPiece

ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))


def base_forms(wordpiece: WordPiece) -> np.ndarray:
    """For each token the one that it counts as: its base form, where the vocabulary has that, else itself."""
    forms = np.arange(len(wordpiece.tokens))
    for token, number in wordpiece.ids.items():
        if token.isalpha() and len(token) > 3:
            forms[number] = wordpiece.ids[_base(token, wordpiece)]
    return forms[forms]  # a base form may have one itself


def _base(word: str, wordpiece: WordPiece) -> str:
    for ending, instead in ENDINGS:
        base = word[:len(word) - len(ending)] + instead
        if word.endswith(ending) and len(base) >= 3:
            if base in wordpiece.ids and not (ending == "s" and base.endswith(("s", "u", "i"))):
                return base
            if ending in ("ing", "ed") and instead == "" and len(base) > 3 and base[-1] == base[-2] and base[:-1] in wordpiece.ids:
                return base[:-1]
    return word


def rareness(texts: Path, wordpiece: WordPiece, forms: np.ndarray) -> np.ndarray:
    """Inverse document frequency of each token's base form, ln((N + 1) / (n + 1)); 0 for the special tokens."""
    count, total = np.zeros(len(forms)), 0
    for line in texts.open(encoding="utf8"):
        count[np.unique(forms[wordpiece.encode(line)])] += 1
        total += 1
    idf = np.array([math.log((total + 1) / (n + 1)) for n in count[forms]], np.float32)
    idf[:len(SPECIAL)] = 0
    return idf
