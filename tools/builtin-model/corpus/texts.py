"""What a source gives, and how texts are cleaned."""

import re
from dataclasses import dataclass, field
from typing import Iterable

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass
class Texts:
    """Pairs of texts that belong together, by kind; and running text."""

    pairs: list[tuple[str, str, str]] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)

    def pair(self, kind: str, a: str, b: str) -> None:
        a, b = clean(a), clean(b)
        if a and b and a.lower() != b.lower():
            self.pairs.append((kind, a, b))

    def document(self, text: str) -> None:
        text = clean(text)
        if len(text) > 3:
            self.documents.append(text)


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def words(text: str) -> list[str]:
    """Lower-case words of Latin letters; the possessive s goes."""
    found = _WORD.findall(text.lower().replace("\u2019", "'"))
    return [w[:-2] if w.endswith("'s") else w.replace("'", "") for w in found]


def sentences(text: str, least: int) -> list[str]:
    """The sentences of at least so many words."""
    return [s for s in re.split(r"(?<=[.!?;])\s+", text) if len(s.split()) >= least]


def neighbours(kind: str, paragraphs: Iterable[str], longest: int = 300) -> list[tuple[str, str, str]]:
    """Each sentence with the one that follows it."""
    made = []
    for paragraph in paragraphs:
        parts = sentences(paragraph, 6)
        made += [(kind, clean(a)[:longest], clean(b)[:longest]) for a, b in zip(parts, parts[1:])]
    return made
