"""bundle.json: what changes with every build. Names, labels, buckets and golden texts stay as they are."""

import hashlib
import json
from pathlib import Path

import numpy as np

READS = {
    "encoder": ("table.bin", "embed.onnx", "tokenizer.json"),
    "cross-encoder": ("table.bin", "rerank.onnx", "tokenizer.json"),
    "multi-label": ("table.bin", "emotions.onnx", "tokenizer.json"),
}


def describe(bundle: Path, hashes: dict[str, str], thresholds: np.ndarray, scales: dict) -> None:
    path = bundle / "bundle.json"
    manifest = json.loads(path.read_text(encoding="utf8"))
    manifest["files"] = dict(sorted(hashes.items()))
    for model in manifest["models"]:
        # Whoever stores an output stores it under the revision: other weights must have another.
        model["revision"] = hashlib.sha256("".join(hashes[name] for name in READS[model["kind"]]).encode()).hexdigest()[:12]
        if model["kind"] == "multi-label":
            model["thresholds"] = [float(t) for t in thresholds]
        model.update(scales.get(model["kind"], {}))
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
