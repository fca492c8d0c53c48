"""The Brown corpus: what kind of writing a passage is from."""

from pathlib import Path

from .task import Item, write_categories

KINDS = {
    "adventure": "adventure fiction", "belles_lettres": "biography and memoirs", "editorial": "newspaper editorial, opinion", "fiction": "general fiction",
    "government": "government documents", "hobbies": "hobbies and crafts", "humor": "humor", "learned": "academic science, scholarship", "lore": "popular lore",
    "mystery": "mystery and detective fiction", "news": "news reporting", "religion": "religion", "reviews": "reviews of books, music and theatre",
    "romance": "romance and love story", "science_fiction": "science fiction",
}


def write(folder: Path, brown: Path) -> None:
    items = []
    for line in (brown / "cats.txt").read_text().split("\n"):
        if not line.strip():
            continue
        name, kind = line.split()
        words = [w.rsplit("/", 1)[0] for w in (brown / name).read_text().split()]
        items.append(Item(name, " ".join(words[:300]), (KINDS[kind],)))
    # A file of Brown is a task's item, or text to learn from; every second one is an item.
    items = [i for i in items if int(i.id[2:]) % 2 == 0]
    write_categories(folder, "brown_kind", items, list(KINDS.values()), group="related")
