"""Short texts: words of lists, names of emoji, titles of films, names of podcasts' subcategories."""

import json
import re
from pathlib import Path

from .task import Item, write_categories

LISTS = {
    "animal/bird": "bird", "animal/cat": "cat", "animal/cetacean": "whales and dolphins", "animal/dog": "dog", "animal/fish": "fish", "animal/horse": "horse",
    "animal/insect": "insect", "animal/snake": "snake", "animal/crocodilia": "crocodile", "animal/bear": "bear", "animal/cow": "cattle", "animal/rabbit": "rabbit",
    "animal/rodent": "rodent", "music/genre": "music genre", "music/song_name": "song title", "address/country": "country", "address/city_name": "city",
    "address/state": "state of America", "date/weekday": "day of the week", "date/month": "month", "color/human": "color", "vehicle/manufacturer": "car brand",
    "vehicle/bicycle_type": "bicycle", "science/chemicalElement": "chemical element", "finance/transaction_type": "payment", "commerce/department": "shop department",
    "name/last_name": "family name", "name/female_first_name": "woman's name", "name/male_first_name": "man's name",
}

FILM_GENRES = {
    "Drama": "drama", "Comedy": "comedy", "Musical": "musical", "Thriller/Suspense": "thriller, suspense", "Adventure": "adventure", "Action": "action",
    "Romantic Comedy": "romantic comedy", "Horror": "horror", "Western": "western", "Documentary": "documentary",
}

NO_THINGS = re.compile(r"flag|alphanum|skin|hair|symbol|person|face|hand|geometric|keycap|family|arrow|finger|gender|punctuation|affectionate|concerned|negative|neutral|keypad|asian")


def write(folder: Path, faker: Path, emoji: Path, films: Path, podcasts: Path) -> None:
    _write_terms(folder, faker / "dist/cjs/locales/en")
    _write_emoji(folder, emoji / "en")
    rows = json.loads((films / "data/movies.json").read_text(encoding="utf-8"))
    items = [Item(f"{i}", str(r["Title"]), (FILM_GENRES[r["Major Genre"]],)) for i, r in enumerate(rows) if r["Major Genre"] in FILM_GENRES]
    write_categories(folder, "film_genre", items, list(FILM_GENRES.values()), 60)
    _write_podcasts(folder, podcasts)


def _write_terms(folder: Path, lists: Path) -> None:
    items = []
    for name, label in LISTS.items():
        source = (lists / f"{name}.js").read_text(encoding="utf-8")
        # What the module exports is declared last; objects (weekdays, elements) hold their lists below a name.
        words = {w for w in re.findall(r'"((?:[^"\\]|\\.)*)"', source[source.index("module.exports"):])}
        words -= {"default", "use strict", "Symbol", "AtomicNumber"}
        items += [Item(f"{name} {w}", w, (label,)) for w in words if len(w) > 3 and label.split(" ")[0].lower() not in w.lower() and "{" not in w]
    write_categories(folder, "term_list", items, list(LISTS.values()), 30)


def _write_emoji(folder: Path, emoji: Path) -> None:
    groups = {g["order"]: g["message"] for g in json.loads((emoji / "messages.json").read_text(encoding="utf-8"))["subgroups"]}
    items = []
    for row in json.loads((emoji / "data.json").read_text(encoding="utf-8")):
        group = groups.get(row.get("subgroup"), "")
        words = [w for w in re.split(r"\W+", group) if len(w) > 3]
        if group and not NO_THINGS.search(group) and not any(w in row["label"] for w in words):
            items.append(Item(row["hexcode"], row["label"], (group,)))
    write_categories(folder, "emoji_group", items, sorted({i.labels[0] for i in items}), group="related")


def _write_podcasts(folder: Path, podcasts: Path) -> None:
    top, items = "", []
    categories = []
    for line in (podcasts / "index.js").read_text(encoding="utf-8").split("\n"):
        if found := re.match(r"^( {2}| {4})(?=\S)'?([^':]+(?:'[^':]+)?)'?: *(\{|true)", line):
            name = found[2].replace("\\", "")
            if len(found[1]) == 2:
                top = name
                categories.append(top)
            else:
                items.append(Item(f"{top}/{name}", name, (top,)))
    write_categories(folder, "podcast", items, categories, only_test=True)
