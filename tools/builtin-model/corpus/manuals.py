"""Texts about software: what technologies of the web and commands are, and the manuals of Perl modules, npm and Node.js."""

import json
import re
from pathlib import Path
from random import Random

from . import prose
from .texts import Texts, clean

MANUAL_PAIRS = 30_000
SHORTEST = 40
COMMAND_TEXTS = 30
"""Of a command with its options, at most: a few commands have thousands of options, all told in the same words."""

MODULES = (
    "libcatalyst-manual-perl", "libdancer2-perl", "libdbix-class-perl", "libhtml-mason-perl", "libmail-box-perl", "libmojolicious-perl", "libperl-critic-perl", "libplack-perl",
    "libpoe-perl",
)
"""Debian's packages of the larger manuals; in a release that is no longer developed their versions stay."""

_DESCRIPTION = re.compile(r"""description:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


def modules(packages: dict[str, Path]) -> list[str]:
    return [text for name in MODULES for text in pod(packages[name])]


def add_texts(packages: dict[str, Path], texts: Texts, random: Random) -> list[str]:
    """Documents and pairs; returns the passages."""
    named = technologies(packages["wappalyzer"])
    for name, description in named:
        texts.document(description)
        texts.pair("technology", name, description)
    for text in commands(packages["@withfig/autocomplete"]):
        texts.document(text)
    passages = modules(packages) + markdown(packages["npm"]) + declarations(packages["@types/node"])
    prose.add_paragraphs("manual", passages, MANUAL_PAIRS, texts, random)
    return passages + [description for _, description in named]


def technologies(folder: Path) -> list[tuple[str, str]]:
    """Name and description."""
    files = [json.loads(file.read_text(encoding="utf8")) for file in sorted((folder / "technologies").glob("*.json"))]
    return [(name, clean(entry["description"])) for file in files for name, entry in file.items() if len(entry.get("description", "")) > SHORTEST]


def commands(folder: Path) -> list[str]:
    found = []
    for file in sorted((folder / "build").rglob("*.js")):
        told = (match[1] or match[2] or "" for match in _DESCRIPTION.finditer(file.read_text(encoding="utf8")))
        found += _once(re.sub(r"\\(.)", r"\1", text) for text in told)[:COMMAND_TEXTS]
    return _once(found)


def markdown(folder: Path) -> list[str]:
    return _once(p for file in sorted((folder / "docs").rglob("*.md")) for p in re.split(r"\n\s*\n", file.read_text(encoding="utf8")) if not re.match(r"[\s#`|-]", p))


def declarations(folder: Path) -> list[str]:
    """Paragraphs of the comments in declarations, without code."""
    found = []
    for file in sorted(folder.rglob("*.d.ts")):
        for comment in re.findall(r"/\*\*(.*?)\*/", file.read_text(encoding="utf8"), re.DOTALL):
            comment = re.sub(r"```.*?```", "", re.sub(r"^\s*\* ?", "", comment, flags=re.MULTILINE), flags=re.DOTALL)
            found += re.split(r"\n\s*\n|\n@", comment)
    return _once(found)


def pod(folder: Path) -> list[str]:
    """Paragraphs of Perl's plain old documentation, without headings and code."""
    found = []
    for file in sorted(folder.rglob("*.p[mo]*")):
        if file.suffix in (".pm", ".pod") and file.is_file():
            text = "".join(re.findall(r"^=[a-z].*?(?:^=cut|\Z)", file.read_text(encoding="utf8", errors="replace"), re.DOTALL | re.MULTILINE))
            found += [re.sub(r"[A-Z]<+([^<>]*)>+", r"\1", p) for p in re.split(r"\n\s*\n", text) if not re.match(r"[\s=]", p)]
    return _once(found)


def _once(texts) -> list[str]:
    return list(dict.fromkeys(text for text in map(clean, texts) if len(text) > SHORTEST))
