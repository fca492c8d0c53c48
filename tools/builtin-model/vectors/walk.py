"""What a walk over WordNet's relations from a word comes by."""

import math
from collections import Counter

import scipy.sparse as sp

from corpus.texts import words
from corpus.wordnet import Synset

from .sparse import Triples, ppmi, prune, stochastic

STEPS, FADING = 4, 0.85
WEIGHTS = {
    "@": 1.0, "@i": 1.0, "~": 0.35, "~i": 0.2, "&": 1.0, "+": 0.6, "#m": 0.4, "#p": 0.5, "#s": 0.5, "%m": 0.2, "%p": 0.3, "%s": 0.3, ";c": 0.8,
    "-c": 0.15, ";u": 0.1, ";r": 0.2, "^": 0.6, "$": 0.8, "*": 0.5, ">": 0.5, "=": 0.6, "\\": 0.8, "<": 0.6, "!": 0.0,
}
"""By the symbol of the relation, see wninput(5WN); others 0.2."""

ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"),
           ("est", ""), ("est", "e"), ("men", "man"), ("ly", ""), ("ness", ""))


def matrix(synsets: dict[str, Synset], senses: dict[str, list[tuple[str, float]]], index: dict[str, int]) -> sp.csr_matrix:
    number = {key: i for i, key in enumerate(synsets)}
    steps = stochastic(_relations(synsets, number) * 0.75 + _glosses(synsets, senses, number) * 0.25)
    at = _entrances(senses, index, number)
    reached = at.copy()
    for step in range(STEPS):
        at = prune(at @ steps, 1e-3 if step < 2 else 2e-3)
        reached = reached + at * FADING ** (step + 1)
    return ppmi(reached.tocsr(), 0.75)


def _relations(synsets: dict[str, Synset], number: dict[str, int]) -> sp.csr_matrix:
    triples = Triples()
    for key, synset in synsets.items():
        for symbol, other in synset.pointers:
            if WEIGHTS.get(symbol, 0.2) > 0:
                triples.add(number[key], number[other], WEIGHTS.get(symbol, 0.2))
    return stochastic(triples.matrix(len(number), len(number)))


def _glosses(synsets: dict[str, Synset], senses: dict[str, list[tuple[str, float]]], number: dict[str, int]) -> sp.csr_matrix:
    """From a synset to the first senses of the rarer words that define it, and back."""
    glosses = {key: words(synset.gloss) for key, synset in synsets.items()}
    frequency = Counter(w for gloss in glosses.values() for w in dict.fromkeys(gloss))
    triples = Triples()
    for key, gloss in glosses.items():
        for word in dict.fromkeys(gloss):
            if word in senses and frequency[word] < len(glosses) * 0.01:
                total = sum(weight for _, weight in senses[word])
                for other, weight in senses[word][:4]:
                    triples.add(number[key], number[other], math.log(len(glosses) / frequency[word]) * weight / total)
    forward = stochastic(triples.matrix(len(number), len(number)))
    return stochastic(forward + 0.5 * stochastic(forward.T.tocsr()))


def _entrances(senses: dict[str, list[tuple[str, float]]], index: dict[str, int], number: dict[str, int]) -> sp.csr_matrix:
    """From a word to the synsets of its base forms, and to those of the phrases it is part of."""
    phrases: dict[str, list[str]] = {}
    for lemma in senses:
        if "_" in lemma:
            for word in dict.fromkeys(words(lemma.replace("_", " "))):
                phrases.setdefault(word, []).append(lemma)
    triples = Triples()
    for word, row in index.items():
        for rank, lemma in enumerate(_base_forms(word, senses)):
            for synset, weight in senses[lemma]:
                triples.add(row, number[synset], weight * (1.0 if rank == 0 else 0.5))
        for lemma in phrases.get(word, [])[:200]:
            for synset, weight in senses[lemma][:2]:
                triples.add(row, number[synset], weight * 0.15 / len(lemma.split("_")))
    return stochastic(triples.matrix(len(index), len(number)))


def _base_forms(word: str, senses: dict[str, list[tuple[str, float]]]) -> list[str]:
    forms = [word] if word in senses else []
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[:len(word) - len(ending)] + instead
            if base in senses:
                forms.append(base)
            elif ending in ("ed", "ing") and len(base) > 3 and base[-1] == base[-2] and base[:-1] in senses:
                forms.append(base[:-1])
    return forms
