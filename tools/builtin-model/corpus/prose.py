"""Running text: the Brown corpus, the State of the Union addresses, and two dictionaries that are told like prose."""

import gzip
import re
from pathlib import Path
from random import Random

from .texts import Texts, clean, neighbours, sentences, words


def brown(folder: Path) -> list[str]:
    """Paragraphs; the corpus marks every word with its part of speech."""
    paragraphs = []
    for file in sorted(folder.iterdir()):
        if re.fullmatch(r"c[a-r]\d\d", file.name):
            paragraphs += [" ".join(w.rsplit("/", 1)[0] for w in p.split()) for p in file.read_text().split("\n\n\n")]
    return paragraphs


def addresses(folder: Path) -> list[str]:
    return [p for file in sorted((folder / "data").glob("*.txt")) for p in file.read_text(encoding="utf8", errors="replace").split("\n\n")]


def dictionary(folder: Path, name: str) -> list[tuple[str, str]]:
    """Headword and definition of each entry of a dictd dictionary; an entry begins at the margin."""
    with gzip.open(folder / "usr" / "share" / "dictd" / name, "rt", encoding="utf8", errors="replace") as file:
        entries = re.split(r"\n(?=\S)", file.read())
    parted = [entry.split("\n", 1) for entry in entries if "\n" in entry and not entry.startswith("00-database")]
    return [(clean(head), clean(re.sub(r"[{}]", "", body))) for head, body in parted]


def add_paragraphs(kind: str, paragraphs: list[str], most: int, texts: Texts, random: Random) -> None:
    for paragraph in paragraphs:
        texts.document(paragraph)
    pairs = neighbours(kind, paragraphs)
    random.shuffle(pairs)
    texts.pairs += pairs[:most]


def add_dictionary(kind: str, entries: list[tuple[str, str]], texts: Texts) -> None:
    for head, body in entries:
        # Pronunciation and part of speech stand between slashes and before the first full stop.
        definition = re.sub(r"^(/[^/]*/,?\s*)*([a-z]{1,4}\.,?\s*(?:obs\.|,)?\s*)*", "", body)
        texts.document(f"{head} {definition}")
        if head and len(definition) > 20:
            texts.pair(kind, re.sub(r",.*", "", head).lower(), definition[:250])


def add_keywords(paragraphs: list[str], frequency: dict[str, int], most: int, texts: Texts, random: Random) -> None:
    """A passage is found by a few of its rarer words: some of them against the whole passage."""
    passages = [s for p in paragraphs for s in sentences(clean(p), 12)]
    random.shuffle(passages)
    for passage in passages[:most]:
        rare = sorted({w for w in words(passage) if len(w) > 3}, key=lambda w: (frequency.get(w, 0), w))[:7]
        if len(rare) >= 4:
            texts.pair("keywords", " ".join(random.sample(rare, random.randint(2, 4))), passage[:350])
