"""Package indexes of the Debian release that sources.json names, from the mirror of this machine; apt's own state is left alone."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def fetch(sources: Path, folder: Path) -> dict[str, Path]:
    """The index files by name. What is there already is not fetched again. Another state than the pinned one is used, with a warning: its items differ."""
    wanted = json.loads(sources.read_text())["indexes"]
    folder.mkdir(parents=True, exist_ok=True)
    files = {f["name"]: folder / f["name"] for f in wanted["files"]}
    if not all(p.exists() for p in files.values()):
        _download(wanted["release"], files)
    for file in wanted["files"]:
        actual = hashlib.sha256(files[file["name"]].read_bytes()).hexdigest()
        if actual != file["sha256"]:
            print(f"warning: {file['name']} of Debian {wanted['release']} has SHA-256 {actual}, not that of {wanted['version']}: "
                  "a few items will differ from those that the published figures were measured on", file=sys.stderr)
    return files


def paragraphs(path: Path) -> list[dict[str, str]]:
    """The fields of each paragraph of a control file; lines that continue a field keep their newlines."""
    found = []
    for block in path.read_text(encoding="utf-8", errors="replace").split("\n\n"):
        fields = {m[1]: m[2] for m in re.finditer(r"^([A-Za-z0-9-]+): ?(.*(?:\n[ \t].*)*)", block, re.MULTILINE)}
        if fields:
            found.append(fields)
    return found


def _download(release: str, files: dict[str, Path]) -> None:
    mirror = os.environ.get("DEBIAN_MIRROR") or sys.exit("set DEBIAN_MIRROR to the address of a Debian mirror (./attune eval builtin does)")
    print(f"fetching the package indexes of Debian {release} (40 MB)", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(dir=next(iter(files.values())).parent) as scratch:
        for part in ("lists/partial", "cache/archives/partial"):
            (Path(scratch) / part).mkdir(parents=True)
        (Path(scratch) / "status").touch()
        (Path(scratch) / "sources.list").write_text(f"deb [signed-by={KEYRING}] {mirror} {release} main\n")
        (Path(scratch) / "apt.conf").write_text(f"""
Dir::Etc::SourceList "{scratch}/sources.list"; Dir::Etc::SourceParts "/dev/null"; Dir::Etc::Preferences "/dev/null"; Dir::Etc::PreferencesParts "/dev/null";
Dir::State::Lists "{scratch}/lists"; Dir::State::status "{scratch}/status"; Dir::Cache "{scratch}/cache"; Dir::Log "{scratch}";
APT::Architectures {{ "amd64"; }}; APT::Architecture "amd64"; APT::Sandbox::User "root"; APT::Update::Error-Mode "any";
Acquire::GzipIndexes "false"; #clear Acquire::Languages;
Acquire::Languages {{ "en"; }}; Acquire::Retries "3";
#clear Acquire::IndexTargets;
Acquire::IndexTargets::deb::Packages {{ MetaKey "$(COMPONENT)/binary-$(ARCHITECTURE)/Packages"; ShortDescription "Packages"; Description "Packages"; Optional "no"; }};
Acquire::IndexTargets::deb::Translations {{ MetaKey "$(COMPONENT)/i18n/Translation-$(LANGUAGE)"; ShortDescription "Translation"; Description "Translation"; }};
Acquire::IndexTargets::deb::DEP-11 {{ MetaKey "$(COMPONENT)/dep11/Components-$(NATIVE_ARCHITECTURE).yml"; ShortDescription "Components"; Description "Components"; }};
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
""")
        done = subprocess.run(["apt-get", "-qq", f"-c={scratch}/apt.conf", "update"], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"the package indexes of Debian {release} could not be read from this machine's mirror: {done.stderr.strip()[-1500:]}")
        for name, path in files.items():
            found = [p for p in (Path(scratch) / "lists").iterdir() if p.is_file() and name in p.name]
            if len(found) != 1:
                sys.exit(f"this machine's mirror has no index {name} of Debian {release}; apt brought {sorted(p.name for p in (Path(scratch) / 'lists').iterdir())}")
            found[0].replace(path)
