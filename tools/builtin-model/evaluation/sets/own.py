"""Sets written for this project: titles of today's media, the words of its slang, and both with typing errors."""

import json
from pathlib import Path

from .task import Item, rank, write_categories

KEYS = "qwertyuiop|asdfghjkl|zxcvbnm"


def write(folder: Path, own: Path) -> None:
    for file in sorted(own.glob("*.jsonl")):
        items, categories = _read(file)
        write_categories(folder, file.stem, items, categories, group="own")
        mistyped = [Item(i.id, mistype(i.text, i.id), i.labels) for i in items]
        changed = [m for m, i in zip(mistyped, items) if m.text != i.text]
        write_categories(folder, f"{file.stem}_typos", changed, categories, split_as=file.stem, group="typos")
    for file in sorted((own / "languages").glob("*.jsonl")):
        write_categories(folder, file.stem, *_read(file), only_test=True, group="languages")


def _read(file: Path) -> tuple[list[Item], list[str]]:
    items = [Item(r["id"], r["text"], (r["label"],)) for r in map(json.loads, file.read_text(encoding="utf-8").splitlines())]
    return items, sorted({i.labels[0] for i in items})


def mistype(text: str, key: str) -> str:
    """One error in every word of five letters or more: two letters swapped, one left out, one doubled, or the neighbour on the keyboard."""
    return " ".join(_mistype_word(w, rank("typo", key, str(i))) if len(w) >= 5 and w.isalpha() else w for i, w in enumerate(text.split(" ")))


def _mistype_word(word: str, draw: int) -> str:
    at = 1 + draw // 4 % (len(word) - 2)
    match draw % 4:
        case 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2:]
        case 1:
            return word[:at] + word[at + 1:]
        case 2:
            return word[:at] + word[at] + word[at:]
        case _:
            return word[:at] + _neighbour(word[at]) + word[at + 1:]


def _neighbour(letter: str) -> str:
    at = KEYS.find(letter.lower())
    if at < 0:
        return letter
    return next(c for c in (KEYS[at + 1:at + 2], KEYS[at - 1]) if c.isalpha())
