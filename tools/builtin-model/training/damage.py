"""Texts as they are when words are misspelt or not in the vocabulary, so that the pieces of words learn what the words mean."""

from random import Random

from vocabulary.wordpiece import UNKNOWN, WordPiece, split

SPLIT, MISSPELT = 0.25, 0.15
LONGEST = 64
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def damaged(text: str, wordpiece: WordPiece, random: Random) -> list[int]:
    """Of the longer words, some are taken apart although the vocabulary has them, and some are misspelt."""
    ids: list[int] = []
    for word in split(text):
        chance = random.random()
        if len(word) < 4 or not word.isalpha() or chance >= SPLIT + MISSPELT:
            ids += wordpiece.word(word)
        elif chance < SPLIT:
            ids += wordpiece.pieces(word, random.randint(max(2, len(word) // 2), len(word) - 1))
        else:
            ids += wordpiece.pieces(misspelt(word, random), LONGEST)
    return [i for i in ids if i != UNKNOWN]


def misspelt(word: str, random: Random) -> str:
    """Two letters swapped, one left out, doubled or replaced; never the first."""
    at = random.randint(1, len(word) - 2)
    kind = random.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == 1:
        return word[:at] + word[at + 1:]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + random.choice(LETTERS) + word[at + 1:]
