"""A step of the build: skipped while its code, its inputs and its outputs are as they were when it last ended."""

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from packages.places import TOOL, WORK

from .progress import say


@dataclass(frozen=True)
class Step:
    name: str
    what: str
    code: tuple[str, ...]
    """Folders of this tool whose modules it runs."""

    inputs: tuple[Path, ...]
    """Files, or folders of files."""

    outputs: tuple[Path, ...]
    run: Callable[[], None]

    def make(self, again: bool) -> None:
        record = WORK / "steps" / f"{self.name}.json"
        wanted = self._fingerprint()
        if not again and record.exists() and json.loads(record.read_text()) == {"inputs": wanted, "outputs": _hashes(self.outputs)}:
            say(f"{self.name}: as it was")
            return
        say(f"{self.name}: {self.what}")
        record.unlink(missing_ok=True)
        started = time.monotonic()
        self.run()
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps({"inputs": wanted, "outputs": _hashes(self.outputs)}, indent=1))
        say(f"{self.name}: done in {time.monotonic() - started:.0f} s")

    def _fingerprint(self) -> str:
        modules = [file for folder in self.code for file in sorted((TOOL / folder).glob("*.py"))]
        return hashlib.sha256(json.dumps([_hashes(tuple(modules)), _hashes(self.inputs)]).encode()).hexdigest()


def _hashes(paths: tuple[Path, ...]) -> dict[str, str]:
    files = [file for path in paths for file in (sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])]
    return {str(file): sha256(file) for file in files if file.exists()}


def sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
