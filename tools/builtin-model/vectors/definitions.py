"""How words are defined: each definition is a document that its headwords count in most."""

import scipy.sparse as sp

from corpus.texts import words
from corpus.wordnet import DOMAIN, HYPERNYMS, Synset

from .sparse import Triples, ppmi

HEAD, RELATED, BODY = 3.0, 2.0, 1.0
LONGEST = 60


def matrix(synsets: dict[str, Synset], thesaurus: list[list[str]], entries: list[tuple[str, str]], index: dict[str, int]) -> sp.csr_matrix:
    """entries: headwords and text of further definitions."""
    triples, column = Triples(), 0

    def add(text: list[str], weight: float) -> None:
        for word in text:
            if word in index:
                triples.add(index[word], column, weight)

    for synset in synsets.values():
        for lemma in synset.lemmas:
            parts = words(lemma)
            add(parts, HEAD / max(1, len(parts)))
        add(words(synset.gloss), BODY)
        for symbol, other in synset.pointers:
            if symbol in HYPERNYMS or symbol == DOMAIN:
                for lemma in synsets[other].lemmas:
                    add(words(lemma), 0.7)
                add(words(synsets[other].gloss)[:12], 0.25)
        column += 1
    for head, *related in thesaurus:
        add(words(head), HEAD)
        for word in related:
            parts = words(word)
            add(parts, BODY / max(1, len(parts)))
        column += 1
    for head, body in entries:
        add(words(head), HEAD)
        add(words(body)[:LONGEST], BODY)
        column += 1
    return ppmi(triples.matrix(len(index), column), 1.0)
