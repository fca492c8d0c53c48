"""Attune's own glossary of media: data/glossary.txt, one entry a line: names | description | related words."""

from pathlib import Path
from random import Random

from .texts import Texts, sentences

REPEATED = 4
"""The glossary is small and about exactly what the models are for."""


def read_entries(path: Path) -> list[tuple[list[str], str, list[str]]]:
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != 3 or not all(fields):
            raise ValueError(f"{path}:{number}: an entry is 'names | description | related words', and this is: {line}")
        names, related = ([word.strip() for word in field.split(",")] for field in (fields[0], fields[2]))
        entries.append((names, fields[1], related))
    return entries


def add_pairs(entries: list[tuple[list[str], str, list[str]]], texts: Texts, random: Random) -> None:
    for names, description, related in entries:
        texts.document(f"{', '.join(names)}: {description} {', '.join(related)}")
        for _ in range(REPEATED):
            texts.pair("glossary", random.choice(names), description)
            texts.pair("glossary", random.choice(names), random.choice(related))
            texts.pair("glossary", description, random.choice(related))
            texts.pair("glossary", description, " ".join(random.sample(related, min(3, len(related)))))
            if len(names) > 1:
                texts.pair("glossary", *random.sample(names, 2))
            if len(related) > 1:
                texts.pair("glossary", *random.sample(related, 2))
        parts = sentences(description, 4)
        for a, b in zip(parts, parts[1:]):
            texts.pair("glossary", a, b)
