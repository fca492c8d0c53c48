"""What the reranker knows of a token beyond its vector: which tokens are forms of one word, and how rare that word is."""

from pathlib import Path

import numpy as np

from corpus import glossary, manuals
from corpus.decontamination import HeldOut
from vocabulary.wordpiece import SPECIAL, WordPiece

ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
LONG_PIECE = 6
"""Characters of the end of a word, its mark included."""


def base_forms(wordpiece: WordPiece) -> np.ndarray:
    """For each token the one that it counts as: its base form, or for a long end of a word the word that it is, where the vocabulary has that; else itself."""
    forms = np.arange(len(wordpiece.tokens))
    # Whole words stand behind all pieces, the more frequent ones first.
    first = 1 + max(number for token, number in wordpiece.ids.items() if token.startswith("##"))
    for token, number in wordpiece.ids.items():
        if number >= first and token.isalpha() and len(token) > 3:
            known = [wordpiece.ids[base] for base in _bases(token) if wordpiece.ids.get(base, 0) >= first]
            forms[number] = min(known, default=number)
    for token, number in wordpiece.ids.items():
        if token.startswith("##") and len(token) >= LONG_PIECE:
            forms[number] = wordpiece.ids.get(token[2:], number)
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


def rareness(domains: list[list[str]], wordpiece: WordPiece, forms: np.ndarray) -> np.ndarray:
    """
    Inverse document frequency of each token's base form, of its mean rate in several domains: "file" is a rare word in general, and says little where everybody
    writes of files. 0 for special tokens and punctuation.
    """
    rates = []
    for texts in domains:
        count = np.ones(len(forms))
        for text in texts:
            count[np.unique(forms[wordpiece.encode(text)])] += 1
        rates.append(count / (len(texts) + 2))
    idf = -np.log(np.minimum(np.mean(rates, axis=0), 0.9))[forms].astype(np.float32)
    idf[:len(SPECIAL)] = 0
    idf[[number for token, number in wordpiece.ids.items() if not any(char.isalnum() for char in token)]] = 0
    return idf


def domains(packages: dict[str, Path], glossary_file: Path, held_out: HeldOut) -> list[list[str]]:
    """Passages about today's media and about software, without those that the evaluation asks."""
    media = [f"{' '.join(names)} {description} {' '.join(related)}" for names, description, related in glossary.read_entries(glossary_file)]
    named = [description for _, description in manuals.technologies(packages["wappalyzer"])]
    return [[text for text in texts if not held_out.meets(text)] for texts in (manuals.modules(packages), named, media)]
