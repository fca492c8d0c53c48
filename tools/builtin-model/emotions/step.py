"""Step emotions: sentences and table -> emotions.npz."""

from pathlib import Path

import numpy as np

from corpus.emotions import LABELS, read_sentences
from export.quantise import rounded
from pipeline.progress import say
from vocabulary.wordpiece import WordPiece

from . import calibration
from .head import fit, inputs, softmax


def run(sentences: Path, held_out: Path, table: Path, tokenizer: Path, output: Path) -> None:
    wordpiece, values = WordPiece.read(tokenizer), rounded(np.load(table))
    labelled = read_sentences(sentences)
    # What a label is called says a little of what it means.
    texts = [text for _, text in labelled] + [label for label in LABELS if label != "neutral"]
    labels = np.array([LABELS.index(label) for label, _ in labelled] + [LABELS.index(label) for label in LABELS if label != "neutral"])
    matrix, bias = fit(inputs(texts, values, wordpiece), labels, len(LABELS), np.ones(len(texts)))
    calibrating = calibration.read_sentences(held_out)
    wanted = np.array([LABELS.index(label) for label, _ in calibrating])
    logits = inputs([text for _, text in calibrating], values, wordpiece) @ matrix + bias
    divisor = calibration.temperature(logits, wanted)
    chance = softmax(logits / divisor)
    say(f"on the {len(wanted)} sentences for calibration: {(chance.argmax(1) == wanted).mean():.1%} right at first, temperature {divisor:.2f}, "
        f"expected calibration error {calibration.expected_calibration_error(softmax(logits), wanted):.3f} before and "
        f"{calibration.expected_calibration_error(chance, wanted):.3f} after")
    np.savez(output, matrix=(matrix / divisor).astype(np.float32), bias=(bias / divisor).astype(np.float32), thresholds=calibration.thresholds(chance, wanted))
