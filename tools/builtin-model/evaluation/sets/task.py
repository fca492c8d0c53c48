"""What every set is made with: choosing, splitting and writing items by SHA-256, so that one item more or less in a package moves no other."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

SEED = "attune-builtin-evaluation-1"


@dataclass(frozen=True)
class Item:
    """A text that belongs to one category or more."""

    id: str
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A text that should find documents."""

    id: str
    text: str
    relevant: tuple[str, ...]


def rank(*parts: str) -> int:
    """A number that is as good as drawn, and the same everywhere."""
    return int.from_bytes(hashlib.sha256("\x1f".join((SEED, *parts)).encode()).digest()[:8], "big")


def tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def split_of(task: str, item: str) -> str:
    """Three of ten items are for development."""
    return "dev" if rank(task, "split", item) % 10 < 3 else "test"


def write_categories(folder: Path, task: str, items: list[Item], categories: list[str], per_category: int = 10**9,
                     most: int = 1200, only_test: bool = False, split_as: str | None = None,
                     group: str = "packages") -> None:
    """At most per_category items of a category and `most` in all are kept in the test split, 0.4 of that for development. A text comes once.

    split_as names the task whose split is taken over: the same item must not be for development here and held out there."""
    known = set(categories)
    counts: Counter = Counter()
    seen: set[str] = set()
    kept: list[tuple[str, Item]] = []
    for item in sorted(items, key=lambda i: rank(task, "order", i.id)):
        text = tidy(item.text)
        if not text or text.lower() in seen or not known.issuperset(item.labels):
            continue
        split = "test" if only_test else split_of(split_as or task, item.id)
        share = 1 if split == "test" else 0.4
        if counts[split, item.labels[0]] >= per_category * share or counts[split] >= most * share:
            continue
        seen.add(text.lower())
        counts[split, item.labels[0]] += 1
        counts[split] += 1
        kept.append((split, Item(item.id, text, tuple(sorted(item.labels)))))
    rows = [{"kind": "category", "text": c} for c in categories]
    rows += [{"kind": "item", "id": i.id, "split": s, "text": i.text, "labels": list(i.labels)} for s, i in sorted(kept, key=lambda x: (x[0], x[1].id))]
    _write(folder, task, group, rows)
    print(f"{task:24} {len(categories):4} categories {counts['dev']:5} dev {counts['test']:5} test")


def write_retrieval(folder: Path, task: str, documents: dict[str, str], queries: list[Query], group: str = "packages", only_test: bool = False) -> None:
    rows = [{"kind": "document", "id": k, "text": tidy(t)} for k, t in sorted(documents.items())]
    split = [("test" if only_test else split_of(task, q.id), q) for q in sorted(queries, key=lambda q: q.id)]
    rows += [{"kind": "query", "id": q.id, "split": s, "text": tidy(q.text), "relevant": list(q.relevant)} for s, q in split]
    _write(folder, task, group, rows)
    counts = Counter(s for s, _ in split)
    print(f"{task:24} {len(documents):4} documents  {counts['dev']:5} dev {counts['test']:5} test")


def _write(folder: Path, task: str, group: str, rows: list[dict]) -> None:
    rows = [{"kind": "set", "group": group}, *rows]
    new = folder / f"{task}.jsonl.new"
    new.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    new.rename(folder / f"{task}.jsonl")
