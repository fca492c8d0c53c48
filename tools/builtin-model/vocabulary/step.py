"""Step vocabulary: training.txt -> tokenizer.json."""

import json
import math
import re
from collections import Counter
from pathlib import Path

from pipeline.progress import say

from .wordpiece import SPECIAL, split

SIZE = 32_000
BEGINNINGS, CONTINUATIONS = 900, 4_500
"""Pieces that words outside of the vocabulary begin with, and go on with."""

CHARACTERS = [
    *"abcdefghijklmnopqrstuvwxyz0123456789",
    *(chr(c) for c in range(33, 127) if not chr(c).isalnum()),
    *"–—‘’“”…€£°©®™•×♥♪",
    *(chr(c) for c in range(0x430, 0x450)),
    *(chr(c) for c in range(0x3B1, 0x3CA)),
]
EMOJI_GROUPS = (0, 1, 3, 4, 5, 6)


def run(training: Path, emojibase: Path, preferred: Path, output: Path) -> None:
    """preferred: a folder of texts whose words belong into the vocabulary however rare they are."""
    counts = Counter(word for line in training.open(encoding="utf8") for word in split(line) if re.fullmatch(r"[a-z0-9]{2,24}", word))
    wanted = {word for file in preferred.glob("*.txt") for word in split(file.read_text(encoding="utf8")) if re.fullmatch(r"[a-z0-9]{2,24}", word)}
    ranked = sorted(counts, key=lambda w: (w not in wanted, -counts[w], w))
    emoji = _emoji(emojibase)
    fixed = [*SPECIAL, *CHARACTERS, *("##" + c for c in CHARACTERS if c.isalnum()), *emoji, *("##" + e for e in emoji)]
    room = SIZE - len(dict.fromkeys(fixed)) - BEGINNINGS - CONTINUATIONS
    whole = ranked[:room]
    beginnings, continuations = _pieces(set(whole), counts)
    tokens = list(dict.fromkeys([*fixed, *beginnings, *continuations, *whole, *ranked[room:]]))[:SIZE]
    say(f"{len(counts):,} different words; {len(whole):,} whole ones among {len(tokens):,} entries; the rarest is in {counts[whole[-1]]} texts")
    output.write_text(json.dumps(_file(tokens), ensure_ascii=False, separators=(",", ":")), encoding="utf8")


def _pieces(whole: set[str], counts: Counter) -> tuple[list[str], list[str]]:
    """Long pieces of many words; the end of a word says more than its middle."""
    beginnings: dict[str, float] = {}
    continuations: dict[str, float] = {}
    for word, count in sorted(counts.items()):
        if word in whole or not word.isalpha():
            continue
        weight = math.log(2 + count)
        for length in range(2, 7):
            if length < len(word):
                beginnings[word[:length]] = beginnings.get(word[:length], 0) + weight * (length - 1)
        for start in range(1, len(word)):
            for end in range(start + 2, min(len(word), start + 8) + 1):
                gain = weight * (end - start - 1) * (1.6 if end == len(word) else 1.0)
                continuations[word[start:end]] = continuations.get(word[start:end], 0) + gain

    def best(scores: dict[str, float], most: int) -> list[str]:
        return sorted(scores, key=lambda p: (-scores[p], p))[:most]

    return ([p for p in best(beginnings, 3 * BEGINNINGS) if p not in whole][:BEGINNINGS],
            ["##" + p for p in best(continuations, CONTINUATIONS)])


def _emoji(folder: Path) -> list[str]:
    """Those of one code point, faces first."""
    found = []
    for entry in json.loads((folder / "en" / "data.json").read_text()):
        char = entry["emoji"].replace("\ufe0f", "")
        if len(char) == 1 and entry.get("group") in EMOJI_GROUPS and ord(char) > 0x2000:
            found.append((entry["group"], entry.get("order", 0), char))
    return [char for _, _, char in sorted(found)]


def _file(tokens: list[str]) -> dict:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": i, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
            for i, token in enumerate(SPECIAL)
        ],
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": True, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 64,
            "vocab": {token: i for i, token in enumerate(tokens)},
        },
    }
