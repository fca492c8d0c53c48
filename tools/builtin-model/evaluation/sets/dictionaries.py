"""Dictionaries that mark the field of a word: Webster's of 1913 as GCIDE has it, and the Free On-line Dictionary of Computing."""

import gzip
import hashlib
import re
from collections import Counter
from pathlib import Path

from .task import Item, tidy, write_categories

FIELDS = {
    "Mus.": "music", "Bot.": "botany, plants", "Zool.": "zoology, animals", "Law": "law", "Med.": "medicine", "Chem.": "chemistry", "Naut.": "ships and sailing",
    "Arch.": "architecture", "Mil.": "military", "Geom.": "geometry", "Math.": "mathematics", "Min.": "minerals", "Anat.": "anatomy", "Astron.": "astronomy",
    "Eccl.": "church, religion", "Gram.": "grammar", "Her.": "heraldry", "Mach.": "machinery", "Print.": "printing", "Elec.": "electricity", "Geol.": "geology",
    "Theol.": "theology", "Physiol.": "physiology", "Logic": "logic", "Paint.": "painting", "Fort.": "fortification", "Cookery": "cooking", "Agric.": "farming",
    "Physics": "physics", "Mining": "mining", "Com.": "commerce, trade", "Photog.": "photography", "Railroads": "railroads", "Optics": "optics",
}

# Too many of FOLDOC's entries are of these kinds, which say what a thing is, not what it is about.
NO_SUBJECTS = {"jargon", "product", "tool", "job", "person", "company", "chat", "body", "publication", "filename extension"}


def write(folder: Path, gcide: Path, foldoc: Path) -> None:
    items = []
    for entry in _entries(gcide, "gcide"):
        marked = re.search(r"\(([A-Z][A-Za-z. ]+)\)\s+((?:[A-Z]|\()[^\[]+?)(?:\s--|\[|\n\s*\n)", entry)
        if marked and marked[1] in FIELDS:
            text = re.sub(r"[{}]", "", tidy(marked[2]))
            if 30 < len(text) < 400:
                items.append(Item(_identity(entry), text, (FIELDS[marked[1]],)))
    write_categories(folder, "gcide_field", items, sorted(FIELDS.values()), 40)
    items = []
    for entry in _entries(foldoc, "foldoc"):
        marked = re.search(r"<([a-z ,]+)>\s+(.*)", entry, re.DOTALL)
        if marked and "," not in marked[1]:
            items.append(Item(_identity(entry), re.sub(r"[{}]", "", tidy(marked[2]))[:300], (marked[1].strip(),)))
    counts = Counter(i.labels[0] for i in items)
    subjects = [s for s, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:22] if s not in NO_SUBJECTS]
    write_categories(folder, "foldoc_subject", items, subjects, 45)


def _entries(package: Path, name: str) -> list[str]:
    text = gzip.decompress((package / "usr/share/dictd" / f"{name}.dict.dz").read_bytes()).decode("utf-8", errors="replace")
    return re.split(r"\n(?=\S)", text)


def _identity(entry: str) -> str:
    """The first word with a digest: headwords come several times."""
    return re.split(r"[\\,\[\n]", entry, maxsplit=1)[0].strip()[:60] + " " + hashlib.sha256(entry.encode()).hexdigest()[:8]
