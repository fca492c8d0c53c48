"""Fetches the packages that a sources.json pins: ./fetch.py SOURCES.json. Prints one line a package: name and folder."""

import sys
from pathlib import Path

from packages.sources import fetch_all

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: fetch.py SOURCES.json")
    for name, folder in fetch_all(Path(sys.argv[1])).items():
        print(f"{name}\t{folder}")
