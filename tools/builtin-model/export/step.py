"""Step export: everything -> the folder of the bundle."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np

from packages.places import ROOT
from pipeline.progress import say

from . import graphs
from .manifest import describe
from .quantise import quantise
from .reranker import reranker

FILES = ("table.bin", "embed.onnx", "rerank.onnx", "emotions.onnx", "tokenizer.json")


def run(table: Path, tokenizer: Path, corpus: Path, pairs: Path, emotions: Path, scales: Path, sources: Path, bundle: Path) -> None:
    values, scaling = quantise(np.load(table))
    bundle.mkdir(parents=True, exist_ok=True)
    (bundle / "table.bin").write_bytes(values.tobytes())
    shutil.copyfile(tokenizer, bundle / "tokenizer.json")
    pair, feeling = np.load(pairs), np.load(emotions)
    graphs.embedder(bundle, values, scaling)
    reranker(bundle, values, scaling, pair["forms"], pair["idf"], pair["weights"], float(pair["bias"]))
    graphs.emotions(bundle, values, scaling, feeling["matrix"], feeling["bias"])
    hashes = {name: hashlib.sha256((bundle / name).read_bytes()).hexdigest() for name in FILES}
    describe(bundle, hashes, feeling["thresholds"], json.loads(scales.read_text()))
    training = corpus / "training.txt"
    record = {
        "trainingTextSha256": hashlib.sha256(training.read_bytes()).hexdigest(),
        "trainingTexts": sum(1 for _ in training.open(encoding="utf8")),
        "sources": [{key: package[key] for key in ("from", "name", "version", "sha256", "licence")} for package in json.loads(sources.read_text())["packages"]],
    }
    (bundle / "provenance.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    # Hashes and golden outputs, computed by another program than the one that made the graphs, with the reference tokenizer.
    subprocess.run(["node", str(ROOT / "tests" / "node" / "describe-builtin.mjs")], check=True)
    say(f"{sum((bundle / name).stat().st_size for name in (*FILES, 'bundle.json')) / 1e6:.2f} MB")
