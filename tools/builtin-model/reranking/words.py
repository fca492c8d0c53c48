"""What the reranker knows of a token beyond its vector: which tokens are forms of one word, and how rare that word is."""

import math
from pathlib import Path

import numpy as np

from vocabulary.wordpiece import SPECIAL, WordPiece

ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))


def base_forms(wordpiece: WordPiece) -> np.ndarray:
    """For each token the one that it counts as: its base form, where the vocabulary has that, else itself."""
    forms = np.arange(len(wordpiece.tokens))
    # Whole words stand behind all pieces, the more frequent ones first.
    first = 1 + max(number for token, number in wordpiece.ids.items() if token.startswith("##"))
    for token, number in wordpiece.ids.items():
        if number >= first and token.isalpha() and len(token) > 3:
            known = [wordpiece.ids[base] for base in _bases(token) if wordpiece.ids.get(base, 0) >= first]
            forms[number] = min(known, default=number)
    return forms[forms]  # a base form may have one itself


def _bases(word: str) -> list[str]:
    bases = []
    for ending, instead in ENDINGS:
        base = word[:len(word) - len(ending)] + instead
        if word.endswith(ending) and len(base) >= 3 and not (ending == "s" and base.endswith(("s", "u", "i"))):
            bases.append(base)
            if ending in ("ing", "ed") and instead == "" and len(base) > 3 and base[-1] == base[-2]:
                bases.append(base[:-1])
    return bases


def rareness(texts: Path, wordpiece: WordPiece, forms: np.ndarray) -> np.ndarray:
    """Inverse document frequency of each token's base form, ln((N + 1) / (n + 1)); 0 for the special tokens."""
    count, total = np.zeros(len(forms)), 0
    for line in texts.open(encoding="utf8"):
        count[np.unique(forms[wordpiece.encode(line)])] += 1
        total += 1
    idf = np.array([math.log((total + 1) / (n + 1)) for n in count[forms]], np.float32)
    idf[:len(SPECIAL)] = 0
    return idf
