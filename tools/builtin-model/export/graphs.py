"""The graphs of embedder and emotions. tests/node/describe-builtin.mjs computes the same from the same constants, without ONNX Runtime."""

from pathlib import Path

import numpy as np

from .graph import Graph


def embedder(folder: Path, values: np.ndarray, scales: np.ndarray) -> None:
    graph = Graph("embed", ("input_ids", "attention_mask"), values, scales)
    rows = graph.add("Mul", graph.rows(), graph.last(graph.number("attention_mask")))
    total = graph.total(rows)
    graph.add("Identity", graph.unit(total, 1), name="sentence_embedding")
    graph.save(folder, "embed.onnx", {"sentence_embedding": ["B", values.shape[1]]})


def emotions(folder: Path, values: np.ndarray, scales: np.ndarray, matrix: np.ndarray, bias: np.ndarray) -> None:
    """Probabilities that sum to 1, given as the logits whose sigmoid they are."""
    graph = Graph("emotions", ("input_ids", "attention_mask"), values, scales)
    mask = graph.last(graph.number("attention_mask"))
    rows = graph.add("Mul", graph.rows(), mask)
    both = graph.add("Concat", graph.unit(graph.total(rows), 1), graph.unit(graph.total(graph.unit(rows, 2)), 1), axis=1)
    scores = graph.add("Add", graph.add("MatMul", both, graph.constant("W", matrix)), graph.constant("b", bias))
    chance = graph.add("Softmax", scores, axis=1)
    least = graph.constant("least", 1e-7)
    other = graph.add("Sub", graph.constant("one", 1.0), chance)
    graph.add("Sub", graph.add("Log", graph.add("Max", chance, least)), graph.add("Log", graph.add("Max", other, least)), name="logits")
    graph.save(folder, "emotions.onnx", {"logits": ["B", matrix.shape[1]]})
