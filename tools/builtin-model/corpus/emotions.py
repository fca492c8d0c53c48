"""Attune's own sentences for the 28 labels of GoEmotions: data/emotions.txt, a label in brackets and its sentences below it."""

from pathlib import Path
from random import Random

from .texts import Texts

LABELS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire", "disappointment", "disapproval", "disgust",
    "embarrassment", "excitement", "fear", "gratitude", "grief", "joy", "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse",
    "sadness", "surprise", "neutral",
)
"""In the order of the data set."""


def read_sentences(path: Path) -> list[tuple[str, str]]:
    """Label and sentence."""
    found, label = [], ""
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        line = line.strip()
        if line.startswith("["):
            label = line.strip("[]")
            if label not in LABELS:
                raise ValueError(f"{path}:{number}: {label} is no label of GoEmotions")
        elif line and not line.startswith("#"):
            found.append((label, line))
    return found


def add_pairs(sentences: list[tuple[str, str]], texts: Texts, random: Random) -> None:
    """A sentence with its label, and with another sentence of the same label."""
    by_label: dict[str, list[str]] = {}
    for label, sentence in sentences:
        by_label.setdefault(label, []).append(sentence)
        texts.document(sentence)
    for label, alike in by_label.items():
        if label == "neutral":
            continue
        for sentence in alike:
            texts.pair("emotion", sentence, label)
            for other in random.sample(alike, 2):
                texts.pair("emotion", sentence, other)
