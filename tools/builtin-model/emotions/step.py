"""Step emotions: sentences and table -> emotions.npz."""

from pathlib import Path

import numpy as np

from corpus.emotions import LABELS, read_sentences
from corpus.texts import clean
from export.quantise import rounded
from pipeline.progress import say
from vocabulary.wordpiece import WordPiece

from . import calibration, lexicon
from .head import fit, inputs, softmax

LEXICON_WEIGHT = 0.3
"""Of a word or definition against a sentence."""


def run(sentences: Path, wordnet: Path, training: Path, held_out: Path, table: Path, tokenizer: Path, output: Path) -> None:
    wordpiece, values = WordPiece.read(tokenizer), rounded(np.load(table))
    known = set(training.read_text(encoding="utf8").split("\n"))
    own, words = [(label, text) for label, text in read_sentences(sentences) if clean(text) in known], lexicon.texts(wordnet, known)
    say(f"{len(own):,} sentences, {len(words):,} words, definitions and examples of WordNet")
    labels = np.array([LABELS.index(label) for label, _ in own + words])
    weights = np.array([1.0] * len(own) + [LEXICON_WEIGHT] * len(words))
    matrix, bias = fit(inputs([text for _, text in own + words], values, wordpiece), labels, len(LABELS), weights)
    calibrating = calibration.read_sentences(held_out)
    wanted = np.array([LABELS.index(label) for label, _ in calibrating])
    logits = inputs([text for _, text in calibrating], values, wordpiece) @ matrix + bias
    divisor = calibration.temperature(logits, wanted)
    chance = softmax(logits / divisor)
    say(f"on the {len(wanted)} sentences for calibration: {(chance.argmax(1) == wanted).mean():.1%} right at first, temperature {divisor:.2f}, "
        f"expected calibration error {calibration.expected_calibration_error(softmax(logits), wanted):.3f} before and "
        f"{calibration.expected_calibration_error(chance, wanted):.3f} after")
    np.savez(output, matrix=(matrix / divisor).astype(np.float32), bias=(bias / divisor).astype(np.float32), thresholds=calibration.thresholds(chance, wanted))
