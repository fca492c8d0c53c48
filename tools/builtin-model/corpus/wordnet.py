"""WordNet's database files (see wndb(5WN)), and the pairs that come of its glosses, examples and relations."""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .texts import Texts

PARTS = (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv"))
HYPERNYMS = ("@", "@i")
DOMAIN = ";c"
RELATED = ("&", "#p", "%p", "#m", "%m", "*", ">", "=", "\\", "+")


@dataclass
class Synset:
    lemmas: list[str]
    pointers: list[tuple[str, str]]
    """Symbol of the relation and key of the other synset."""
    gloss: str
    examples: list[str]

    @property
    def bare_gloss(self) -> str:
        """Without the topic that stands in brackets before many glosses."""
        return re.sub(r"^\([^)]*\)\s*", "", self.gloss)


def read_synsets(folder: Path) -> dict[str, Synset]:
    """By part of speech and offset, in the order of the files."""
    synsets = {}
    for part, name in PARTS:
        for line in (folder / "dict" / f"data.{name}").read_text(encoding="latin1").splitlines():
            if not line.startswith("  "):
                head, _, gloss = line.partition(" | ")
                fields = head.split(" ")
                synsets[part + fields[0]] = _synset(fields, gloss)
    return synsets


def _synset(fields: list[str], gloss: str) -> Synset:
    count = int(fields[3], 16)
    lemmas = [re.sub(r"\(.*\)", "", fields[4 + 2 * i]).replace("_", " ") for i in range(count)]
    at = 4 + 2 * count
    pointers = [(fields[at + 1 + 4 * i], fields[at + 3 + 4 * i].replace("s", "a") + fields[at + 2 + 4 * i]) for i in range(int(fields[at]))]
    parts = [part.strip() for part in gloss.strip().split("; ")]
    definition = "; ".join(p for p in parts if not p.startswith('"'))
    return Synset(lemmas, pointers, definition, [p.strip('"') for p in parts if p.startswith('"')])


def read_senses(folder: Path) -> dict[str, list[tuple[str, float]]]:
    """The synsets of each lemma (spaces as '_'), with a weight that falls with the rank of the sense and where it was never seen in text."""
    senses: dict[str, list[tuple[str, float]]] = {}
    for part, name in PARTS:
        for line in (folder / "dict" / f"index.{name}").read_text(encoding="latin1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split()
            count = int(fields[2])
            seen = int(fields[-count - 1])
            for rank, offset in enumerate(fields[-count:]):
                senses.setdefault(fields[0], []).append((part + offset, (1.0 if rank < seen else 0.5) / (rank + 1)))
    return senses


def add_pairs(synsets: dict[str, Synset], texts: Texts, random: Random) -> None:
    for synset in synsets.values():
        lemmas, gloss = synset.lemmas, synset.bare_gloss
        texts.document(f"{synset.gloss} . {' . '.join(synset.examples)}")
        for _ in range(min(2, len(lemmas) - 1)):
            texts.pair("synonym", *random.sample(lemmas, 2))
        texts.pair("gloss", random.choice(lemmas), gloss)
        if len(lemmas) > 1 and random.random() < 0.5:
            texts.pair("gloss", " ".join(lemmas[:3]), gloss)
        for example in synset.examples[:2]:
            texts.pair("example", example, random.choice(lemmas))
            texts.pair("example", example, gloss)
        _add_hypernyms(synsets, synset, texts, random)
        for symbol, other in synset.pointers:
            if symbol == DOMAIN:
                texts.pair("topic", gloss, random.choice(synsets[other].lemmas))
                texts.pair("topic", random.choice(lemmas), random.choice(synsets[other].lemmas))
            elif symbol in RELATED and random.random() < 0.5:
                texts.pair("related", random.choice(lemmas), random.choice(synsets[other].lemmas))


def _add_hypernyms(synsets: dict[str, Synset], synset: Synset, texts: Texts, random: Random) -> None:
    """Up to three steps towards the general, for the word and for its gloss."""
    def above(s: Synset) -> list[str]:
        return [other for symbol, other in s.pointers if symbol in HYPERNYMS]

    for first in above(synset)[:2]:
        name = random.choice(synsets[first].lemmas)
        texts.pair("hypernym", random.choice(synset.lemmas), name)
        texts.pair("hypernym", synset.bare_gloss, name)
        for second in above(synsets[first])[:1]:
            texts.pair("hypernym", _side(synset, random), random.choice(synsets[second].lemmas))
            for third in above(synsets[second])[:1]:
                if random.random() < 0.5:
                    texts.pair("hypernym", _side(synset, random), random.choice(synsets[third].lemmas))


def _side(synset: Synset, random: Random) -> str:
    return random.choice(synset.lemmas) if random.random() < 0.5 else synset.bare_gloss
