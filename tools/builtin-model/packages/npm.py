"""Archives from the npm registry that this machine is configured with."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Callable


def download(packages: list[dict], folder: Path, place: Callable[[dict], Path]) -> None:
    for package in packages:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            packed = subprocess.run(
                ["npm", "pack", "--json", "--ignore-scripts", "--pack-destination", scratch, f"{package['name']}@{package['version']}"],
                check=True, capture_output=True, text=True, cwd=scratch)
            json.loads(packed.stdout)  # npm that printed anything else than its report has failed
            (archive,) = Path(scratch).glob("*.tgz")
            shutil.move(archive, place(package))
