"""WordNet: topic and kind of what a gloss describes, and which gloss belongs to an example sentence."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .task import Item, Query, rank, write_categories, write_retrieval

KINDS = {
    4: "act, action", 5: "animal", 6: "artifact, man-made object", 7: "attribute, quality", 8: "body part", 9: "cognition, knowledge", 10: "communication",
    11: "event", 12: "feeling, emotion", 13: "food and drink", 14: "group of people or things", 15: "place, location", 17: "natural object", 18: "person",
    19: "natural phenomenon", 20: "plant", 21: "possession, money", 22: "process", 23: "quantity, measure", 25: "shape", 26: "state, condition",
    27: "substance, chemical", 28: "time period",
}
"""By the number of WordNet's lexicographer file."""


@dataclass(frozen=True)
class Synset:
    file: int
    name: str
    topics: tuple[str, ...]
    gloss: str
    examples: tuple[str, ...]


def write(folder: Path, wordnet: Path) -> None:
    synsets = _read(wordnet)
    topics = Counter(t for s in synsets.values() for t in s.topics)
    names = {t: synsets[t].name for t, _ in sorted(topics.items(), key=lambda x: (-x[1], x[0]))[:45]}
    items = [Item(k, re.sub(r"^\([^)]*\)\s*", "", s.gloss), tuple(sorted({names[t] for t in s.topics if t in names}))) for k, s in synsets.items()
             if len(s.gloss) > 15 and any(t in names for t in s.topics)]
    write_categories(folder, "wn_topic", items, sorted(set(names.values())), 40, group="related")
    items = [Item(k, s.gloss, (KINDS[s.file],)) for k, s in synsets.items() if k[0] == "n" and s.file in KINDS and len(s.gloss) > 15]
    write_categories(folder, "wn_kind", items, list(KINDS.values()), 40, group="related")
    asking = [(k, s.examples[0], s.gloss) for k, s in synsets.items() if s.examples and len(s.examples[0]) > 15]
    asking = sorted(asking, key=lambda x: rank("wn_example2gloss", "order", x[0]))[:1200]
    write_retrieval(folder, "wn_example2gloss", {k: g for k, _, g in asking}, [Query(k, e, (k,)) for k, e, _ in asking], group="related")


def _read(wordnet: Path) -> dict[str, Synset]:
    synsets = {}
    for part, file in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
        for line in (wordnet / "dict" / f"data.{file}").read_text(encoding="latin-1").split("\n"):
            if line.startswith("  ") or not line:
                continue
            head, _, text = line.partition(" | ")
            words = head.split(" ")
            at = 4 + 2 * int(words[3], 16)
            pointers = [words[at + 1 + 4 * i:at + 5 + 4 * i] for i in range(int(words[at]))]
            said = [p.strip() for p in text.strip().split("; ")]
            synsets[part + words[0]] = Synset(
                int(words[1]), re.sub(r"\(.*\)", "", words[4]).replace("_", " "), tuple(p[2].replace("s", "a") + p[1] for p in pointers if p[0] == ";c"),
                "; ".join(p for p in said if not p.startswith('"')), tuple(p.strip('"') for p in said if p.startswith('"')))
    return synsets
