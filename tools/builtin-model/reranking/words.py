"""What the reranker knows of a token beyond its vector: which tokens are forms of one word, and how rare that word is."""

import re
from pathlib import Path
from random import Random

import numpy as np

from corpus import glossary, pictograms, prose
from corpus.texts import Texts
from vocabulary.wordpiece import SPECIAL, WordPiece

SMOOTHING = 3.0
"""Texts that every word is taken to have been seen in besides."""

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


def rareness(domains: list[list[str]], wordpiece: WordPiece, forms: np.ndarray) -> np.ndarray:
    """
    Inverse document frequency of each token's base form, by the domain in which it is most frequent: "file" is a rare word in general, and says little
    where everybody writes of files. 0 for the special tokens.
    """
    rates = []
    for texts in domains:
        count = np.full(len(forms), SMOOTHING)
        for text in texts:
            count[np.unique(forms[wordpiece.encode(text)])] += 1
        rates.append(count / (len(texts) + 20 * SMOOTHING))
    idf = -np.log(np.minimum(np.max(rates, axis=0), 0.9))[forms].astype(np.float32)
    idf[:len(SPECIAL)] = 0
    return idf


def domains(packages: dict[str, Path], glossary_file: Path) -> list[list[str]]:
    """Texts of today's media and of computing, in pieces of a few sentences."""
    jargon = [part for _, body in prose.dictionary(packages["dict-jargon"], "jargon.dict.dz") for part in re.findall(r".{1,400}(?:\s|$)", body)]
    icons = Texts()
    pictograms.add_tabler(packages["@tabler/icons"], icons, Random(0))
    pictograms.add_lucide(packages["lucide-static"], icons, Random(0))
    media = [f"{' '.join(names)} {description} {' '.join(related)}" for names, description, related in glossary.read_entries(glossary_file)]
    return [jargon, icons.documents, media]
