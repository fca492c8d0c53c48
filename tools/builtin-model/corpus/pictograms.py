"""Names of pictograms and emoji, and the words by which they are looked for: short, modern, and chosen by people."""

import json
from pathlib import Path
from random import Random

from .texts import Texts


def add_tabler(folder: Path, texts: Texts, random: Random) -> None:
    for icon in json.loads((folder / "icons.json").read_text()).values():
        _add(icon["name"], [str(tag) for tag in icon.get("tags", [])], icon.get("category", ""), texts, random)


def add_lucide(folder: Path, texts: Texts, random: Random) -> None:
    for name, tags in json.loads((folder / "tags.json").read_text()).items():
        _add(name, tags, "", texts, random)


def add_emoji(folder: Path, texts: Texts, random: Random) -> None:
    for emoji in json.loads((folder / "en" / "data.json").read_text()):
        _add(emoji["label"], emoji.get("tags", []), "", texts, random)
        if len(emoji["emoji"].replace("\ufe0f", "")) == 1:
            texts.pair("emoji", emoji["emoji"].replace("\ufe0f", ""), emoji["label"])
            texts.pair("emoji", emoji["emoji"].replace("\ufe0f", ""), " ".join(emoji.get("tags", [])))


def _add(name: str, tags: list[str], category: str, texts: Texts, random: Random) -> None:
    name = name.replace("-", " ").replace("off", "").replace("filled", "").strip()
    # Of the tags some are single letters of an alphabet or numbers.
    tags = [tag.replace("-", " ") for tag in tags if len(tag) > 2 and not tag.isdigit()]
    texts.document(" ".join([name, *tags]))
    if not tags:
        return
    texts.pair("pictogram", name, " ".join(random.sample(tags, min(4, len(tags)))))
    texts.pair("pictogram", name, random.choice(tags))
    if len(tags) > 1:
        texts.pair("pictogram", *random.sample(tags, 2))
    if category:
        texts.pair("pictogram", " ".join(random.sample(tags, min(3, len(tags)))), category)
