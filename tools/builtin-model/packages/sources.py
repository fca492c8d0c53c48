"""The packages of a sources.json: a list of {from, name, version, sha256, licence, …} under the key "packages"."""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from . import debian, npm
from .places import ARCHIVES, UNPACKED


class SourceError(Exception):
    """A package that cannot be had as pinned. The message says what to do."""


def fetch_all(sources: Path) -> dict[str, Path]:
    """The folder of each package by its name. What is there already is not fetched again."""
    packages = json.loads(sources.read_text())["packages"]
    _check(sources, packages)
    ARCHIVES.mkdir(parents=True, exist_ok=True)
    missing = [p for p in packages if not _is_sound(_archive(p), p)]
    for origin, fetcher in (("npm", npm), ("debian", debian)):
        wanted = [p for p in missing if p["from"] == origin]
        if wanted:
            print(f"fetching {len(wanted)} {origin} packages: {' '.join(p['name'] for p in wanted)}", file=sys.stderr, flush=True)
            try:
                fetcher.download(wanted, ARCHIVES, _archive)
            except subprocess.CalledProcessError as error:
                raise SourceError(f"{origin} cannot fetch {' '.join(p['name'] for p in wanted)}: {(error.stderr or '').strip()[-2000:]}") from error
    for package in missing:
        _verify(package)
    return {p["name"]: _unpack(p) for p in packages}


def _archive(package: dict) -> Path:
    extension = "tgz" if package["from"] == "npm" else "deb"
    name = package["name"].lstrip("@").replace("/", "-")
    return ARCHIVES / f"{name}-{package['version'].replace(':', '-')}.{extension}"


def _check(sources: Path, packages: list[dict]) -> None:
    for package in packages:
        lacking = [key for key in ("from", "name", "version", "sha256", "licence") if not package.get(key)]
        if lacking or package["from"] not in ("npm", "debian"):
            raise SourceError(f"{sources}: {package.get('name', 'a package')} needs from (npm or debian), name, version, sha256 and licence; lacking: {', '.join(lacking) or 'a known origin'}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_sound(archive: Path, package: dict) -> bool:
    return archive.exists() and _sha256(archive) == package["sha256"]


def _verify(package: dict) -> None:
    archive = _archive(package)
    if not archive.exists():
        raise SourceError(f"{package['name']} {package['version']} was not delivered: does your {package['from']} mirror have that version?")
    actual = _sha256(archive)
    if actual != package["sha256"]:
        archive.unlink()
        raise SourceError(
            f"{package['name']} {package['version']} has SHA-256 {actual}, and {package['sha256']} is pinned: "
            "it is not the archive that the models were made from. Pin the new one only after reading what changed.")


def _unpack(package: dict) -> Path:
    """Unpacked once; the folder carries the hash, so another version never lies among the files of this one."""
    folder = UNPACKED / f"{_archive(package).stem}-{package['sha256'][:12]}"
    if folder.exists():
        return folder
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    if package["from"] == "npm":
        with tarfile.open(_archive(package)) as archive:
            archive.extractall(new)  # of the pinned hash, so what is in it is known
        # npm's archives have one folder at the top, whatever its name.
        (top,) = new.iterdir()
        top.rename(folder)
        new.rmdir()
    else:
        subprocess.run(["dpkg-deb", "--extract", str(_archive(package)), str(new)], check=True)
        new.rename(folder)
    return folder
