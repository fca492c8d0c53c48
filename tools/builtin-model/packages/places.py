"""Where things lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""The checkout."""

TOOL = ROOT / "tools" / "builtin-model"

WORK = ROOT / ".dev" / "builtin-model"
"""Everything that is made on the way to the bundle; private and ignored by git."""

ARCHIVES = WORK / "packages"
UNPACKED = WORK / "unpacked"
