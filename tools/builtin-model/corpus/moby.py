"""The Moby Thesaurus: a line a headword, with the words that are related to it in whatever sense."""

from pathlib import Path
from random import Random

from .texts import Texts

SAMPLED = 8
"""Related words that are paired with a headword. There are 2.5 million; all of them would drown the other sources."""


def read_entries(folder: Path) -> list[list[str]]:
    lines = (folder / "words.txt").read_text(encoding="latin1").splitlines()
    return [[word.strip() for word in line.split(",") if word.strip()] for line in lines if "," in line]


def add_pairs(entries: list[list[str]], texts: Texts, random: Random) -> None:
    headwords = {entry[0] for entry in entries}
    for head, *related in entries:
        # Words that are headwords themselves are the common ones; a pair that each names is close in meaning.
        common = [word for word in related if word in headwords]
        for word in random.sample(common, min(SAMPLED, len(common))):
            texts.pair("thesaurus", head, word)
        if len(related) > 8:
            texts.pair("thesaurus", head, " ".join(random.sample(related, 5)))
