"""Words, definitions and examples that WordNet has for each label: many more words for a feeling than the sentences use."""

from pathlib import Path

from corpus.emotions import LABELS
from corpus.wordnet import Synset, read_senses, read_synsets

SEEDS = {
    "admiration": "admiration admire admirable magnificent brilliant impressive splendid awe",
    "amusement": "amusement amuse hilarious funny comical laughter laugh giggle joke",
    "anger": "anger angry furious rage outrage infuriate enraged wrath hostile",
    "annoyance": "annoyance annoy irritate irritating nuisance bother pester vexed",
    "approval": "approval approve agree endorse acceptable commend support",
    "caring": "caring comfort protect nurture compassion sympathy console tenderness",
    "confusion": "confusion confused puzzled bewilder perplex baffle muddled",
    "curiosity": "curiosity curious inquisitive wonder intrigue inquire",
    "desire": "desire crave longing yearn covet wish lust",
    "disappointment": "disappointment disappoint disappointed letdown dissatisfaction disillusion",
    "disapproval": "disapproval disapprove condemn object reject criticize denounce",
    "disgust": "disgust disgusting revolting repulsive nauseate loathsome filthy vomit",
    "embarrassment": "embarrassment embarrass ashamed humiliate awkward blush mortify",
    "excitement": "excitement excite thrill exhilarate eager enthusiastic thrilling",
    "fear": "fear afraid terror terrify frighten scared horror dread panic",
    "gratitude": "gratitude grateful thank thankful appreciation",
    "grief": "grief mourn mourning bereavement funeral grieve bereaved",
    "joy": "joy happy joyful delight cheerful happiness rejoice bliss",
    "love": "love adore beloved affection romance darling cherish",
    "nervousness": "nervousness nervous anxious anxiety jittery uneasy worry tense",
    "optimism": "optimism optimistic hope hopeful confident encouraging",
    "pride": "pride proud triumph accomplishment dignity",
    "realization": "realization realize discover recognize understand insight",
    "relief": "relief relieve relieved reassure ease",
    "remorse": "remorse sorry regret guilt repent apologize contrite",
    "sadness": "sadness sad sorrow unhappy miserable depressed gloomy weep melancholy",
    "surprise": "surprise astonish amaze astonished unexpected startle stun",
}
SENSES = 2
"""Of a seed; those behind mean something else."""


def texts(wordnet: Path, known: set[str]) -> list[tuple[str, str]]:
    """Label and text; only those that are in the training text."""
    synsets, senses = read_synsets(wordnet), read_senses(wordnet)
    found: dict[tuple[str, str], None] = {}
    for label in LABELS:
        for seed in SEEDS.get(label, "").split():
            for key, _ in sorted(senses.get(seed, []), key=lambda s: -s[1])[:SENSES]:
                for text in _told(synsets[key]):
                    if text in known:
                        found[label, text] = None
    return list(found)


def _told(synset: Synset) -> list[str]:
    return [*synset.lemmas, synset.bare_gloss, *synset.examples]
