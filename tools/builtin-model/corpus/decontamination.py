"""Drops from the training text what the evaluation asks."""

import json
import re
from pathlib import Path
from typing import Iterable, Iterator

from .texts import Texts

SHINGLE = 8
SHORTEST = 3


def normalise(text: str) -> str:
    """Lower-case ASCII words parted by one space, as the evaluation's own check does it."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


class HeldOut:
    """The items of the evaluation: their 8-word shingles, and whole those that are shorter."""

    def __init__(self, items: Iterable[str]):
        self._shingles: set[str] = set()
        self._short: set[str] = set()
        for item in items:
            words = normalise(item).split()
            if SHORTEST <= len(words) < SHINGLE:
                self._short.add(" ".join(words))
            self._shingles.update(_shingles(words))

    def meets(self, text: str) -> bool:
        words = normalise(text).split()
        return " ".join(words) in self._short or any(s in self._shingles for s in _shingles(words))

    def drop_from(self, texts: Texts) -> tuple[int, int]:
        """The numbers of pairs and of documents that went."""
        pairs = [p for p in texts.pairs if not self.meets(p[1]) and not self.meets(p[2])]
        documents = [d for d in texts.documents if not self.meets(d)]
        dropped = len(texts.pairs) - len(pairs), len(texts.documents) - len(documents)
        texts.pairs, texts.documents = pairs, documents
        return dropped


def read_items(folders: Iterable[Path]) -> Iterator[str]:
    """Every text of every item of the evaluation: whatever is a string in its lines, but ids and the names of splits."""
    for file in (file for folder in folders for file in sorted(folder.glob("*.jsonl"))):
        for line in file.read_text(encoding="utf8").splitlines():
            yield from _strings({k: v for k, v in json.loads(line).items() if k not in ("id", "split", "task", "label", "labels", "relevant")})


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _shingles(words: list[str]) -> Iterator[str]:
    return (" ".join(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
