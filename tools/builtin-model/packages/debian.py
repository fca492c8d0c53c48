"""Archives from the Debian mirror that this machine's apt is configured with; apt's own state is left alone."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Callable


def download(packages: list[dict], folder: Path, place: Callable[[dict], Path]) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        for part in ("lists/partial", "cache/archives/partial", "debs"):
            (Path(scratch) / part).mkdir(parents=True)
        apt = ["apt-get", "-qq", "-o", f"Dir::State::Lists={scratch}/lists", "-o", f"Dir::Cache={scratch}/cache", "-o", "Acquire::Languages=none",
               "-o", "APT::Sandbox::User=root", "-o", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false"]
        subprocess.run([*apt, "update"], check=True, capture_output=True, text=True)
        for package in packages:
            subprocess.run([*apt, "download", f"{package['name']}={package['version']}"],
                           check=True, capture_output=True, text=True, cwd=f"{scratch}/debs")
            (archive,) = (Path(scratch) / "debs").glob("*.deb")
            shutil.move(archive, place(package))
