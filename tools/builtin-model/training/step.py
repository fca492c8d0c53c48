"""Step training: pairs.jsonl, start.npy and tokenizer -> table.npy."""

import json
from pathlib import Path
from random import Random
from typing import Callable

import numpy as np

from pipeline.progress import say
from vocabulary.wordpiece import UNKNOWN, WordPiece

from .bags import Bags, bag_matrix
from .contrastive import BATCH, Contrastive
from .damage import damaged

EPOCHS, SEED = 5, 5
LONGEST = 64
DAMAGED = 0.2
"""Part of the texts that are read with damaged words."""

SHARES = {"hypernym": 0.7, "thesaurus": 0.6}
"""Part of the pairs of a kind that an epoch takes; others all."""


def run(pairs_file: Path, start: Path, tokenizer: Path, output: Path, report: Callable[[np.ndarray], None] = lambda table: None) -> None:
    wordpiece = WordPiece.read(tokenizer)
    numbers: dict[str, int] = {}
    kinds, left, right = [], [], []
    for line in pairs_file.open(encoding="utf8"):
        kind, a, b = json.loads(line)
        kinds.append(kind)
        left.append(numbers.setdefault(a, len(numbers)))
        right.append(numbers.setdefault(b, len(numbers)))
    texts, random = list(numbers), Random(SEED)
    plain = Bags(texts, lambda text: [i for i in wordpiece.encode(text, LONGEST) if i != UNKNOWN])
    broken = Bags(texts, lambda text: damaged(text, wordpiece, random)[:LONGEST])
    sides = np.array([left, right])
    whole = (np.minimum(plain.lengths(), broken.lengths())[sides] > 0).all(0)
    share = np.array([SHARES.get(kind, 1.0) for kind in kinds])
    say(f"{whole.sum():,} pairs of {len(texts):,} texts")
    generator = np.random.default_rng(SEED)
    epochs = [generator.permutation(np.flatnonzero(whole & (generator.random(len(share)) < share))) for _ in range(EPOCHS)]
    trainer = Contrastive(np.load(start), sum(len(chosen) // BATCH for chosen in epochs))
    for epoch, chosen in enumerate(epochs):
        losses = []
        for first in range(0, len(chosen) - BATCH + 1, BATCH):
            batch = sides[:, chosen[first:first + BATCH]].ravel()
            losses.append(trainer.train(_bags(plain, broken, batch, generator, len(trainer.table)), batch))
            if len(losses) % 200 == 0:
                say(f"epoch {epoch + 1} of {EPOCHS}, step {len(losses):,} of {len(chosen) // BATCH:,}: loss {np.mean(losses[-200:]):.3f}")
        report(trainer.table)
    np.save(output, trainer.table)


def _bags(plain: Bags, broken: Bags, batch: np.ndarray, generator: np.random.Generator, columns: int):
    """A few of the texts damaged."""
    hurt = generator.random(len(batch)) < DAMAGED
    lengths = np.zeros(len(batch), np.int64)
    ids = np.empty(len(batch), object)
    for bags, chosen in ((plain, ~hurt), (broken, hurt)):
        flat, counts = bags.rows(batch[chosen])
        lengths[chosen] = counts
        ids[chosen] = np.split(flat, np.cumsum(counts)[:-1])
    return bag_matrix(np.concatenate(list(ids)), lengths, columns)
