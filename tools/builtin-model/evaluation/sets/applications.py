"""Applications as AppStream describes them: category, genre of a game, and which description belongs to keywords."""

import re
from pathlib import Path

import yaml

from .task import Item, Query, tidy, write_categories, write_retrieval

CATEGORIES = {
    "Game": "games", "AudioVideo": "audio and video", "Education": "education", "Science": "science", "Network": "internet", "Graphics": "graphics",
    "System": "system tools", "Development": "programming", "Office": "office",
}

GENRES = {
    "LogicGame": "logic puzzle", "ArcadeGame": "arcade", "StrategyGame": "strategy", "BoardGame": "board game", "ActionGame": "action",
    "AdventureGame": "adventure", "RolePlaying": "role playing", "CardGame": "card game", "Simulation": "simulation", "SportsGame": "sports", "KidsGame": "children",
}


def write(folder: Path, indexes: dict[str, Path]) -> None:
    categories, genres, documents, queries = [], [], {}, []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for document in indexes["Components"].read_text(encoding="utf-8").split("\n---\n"):
        if not re.search(r"^Type: desktop-application$", document, re.MULTILINE):
            continue
        # The names in other languages are most of it, and parsing them takes most of the time.
        application = yaml.load(_english(document), Loader=loader)
        identity, name, summary = application["ID"], _text(application, "Name"), _text(application, "Summary")
        description = tidy(re.sub(r"<[^>]+>", " ", _text(application, "Description")))
        if not summary:
            continue
        listed = application.get("Categories") or []
        text = f"{summary}. {description[:300]}"
        main = {CATEGORIES[c] for c in listed if c in CATEGORIES}
        genre = {GENRES[c] for c in listed if c in GENRES}
        if len(main) == 1:
            categories.append(Item(identity, text, tuple(main)))
        if "Game" in listed and len(genre) == 1:
            genres.append(Item(identity, text, tuple(genre)))
        keywords = (application.get("Keywords") or {}).get("C")
        if keywords and len(description) > 80 and identity not in documents:
            documents[identity] = f"{name}. {summary}. {description[:400]}"
            queries.append(Query(identity, " ".join(str(k) for k in keywords[:6]).replace(";", " "), (identity,)))
    write_categories(folder, "app_category", categories, list(CATEGORIES.values()), 80)
    write_categories(folder, "app_game_genre", genres, list(GENRES.values()), 40)
    write_retrieval(folder, "app_kw2desc", documents, queries)


def _english(document: str) -> str:
    """The document without the lines below Name, Summary, Description and Keywords that are not in English."""
    kept, field, wanted = [], "", True
    for line in document.split("\n"):
        if not line.startswith((" ", "-")):
            field, wanted = line.rstrip(":"), True
        elif field in ("Name", "Summary", "Description", "Keywords") and (key := re.match(r"  ([A-Za-z_@.0-9'\"-]+):(?: |$)", line)):
            wanted = key[1] == "C"
        elif field == "DeveloperName":
            wanted = False
        if wanted and field in ("Type: desktop-application", "Name", "Summary", "Description", "Keywords", "Categories") or line.startswith(("ID:", "Type:")):
            kept.append(line)
    return "\n".join(kept)


def _text(application: dict, field: str) -> str:
    return str((application.get(field) or {}).get("C") or "")
