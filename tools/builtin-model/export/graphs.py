"""The three graphs. tests/node/describe-builtin.mjs computes the same from the same constants, without ONNX Runtime."""

from pathlib import Path

import numpy as np

from reranking.features import AVERAGE, FADING, LENGTH, SATURATION
from vocabulary.wordpiece import SPECIAL

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


def reranker(folder: Path, values: np.ndarray, scales: np.ndarray, forms: np.ndarray, idf: np.ndarray, weights: np.ndarray, bias: float) -> None:
    """The features of reranking/features.py; token_type_ids is 0 in the query and 1 in the document."""
    graph = Graph("rerank", ("input_ids", "attention_mask", "token_type_ids"), values, scales)
    one, far = graph.constant("one", 1.0), graph.constant("far", 4.0)
    real = graph.number(graph.add("Greater", "input_ids", graph.constant("special", np.int64(len(SPECIAL) - 1))))
    real = graph.add("Mul", real, graph.number("attention_mask"))
    in_document = graph.add("Mul", real, graph.number("token_type_ids"))
    in_query = graph.add("Sub", real, in_document)
    rows = graph.rows()
    lengths = graph.add("ReduceL2", rows, axes=[2], keepdims=0)
    units = graph.unit(rows, 2)
    # Between every two tokens of the pair: [B, L, L].
    similar = graph.add("MatMul", units, graph.add("Transpose", units, perm=[0, 2, 1]))
    form = graph.add("Gather", graph.constant("F", forms.astype(np.int32)), "input_ids")
    first = graph.constant("token_axis", [1])
    same = graph.number(graph.add("Equal", graph.last(form), graph.add("Unsqueeze", form, first)))

    def best(side: str) -> str:
        """The highest cosine with a token of that side; others are too far away to count."""
        away = graph.add("Mul", graph.add("Sub", graph.add("Unsqueeze", side, first), one), far)
        return graph.add("ReduceMax", graph.add("Add", similar, away), axes=[2], keepdims=0)

    def mean(what: str, weight: str) -> str:
        return graph.add("Div", graph.total(graph.add("Mul", what, weight), 1), graph.at_least(graph.total(weight, 1)))

    def vector(side: str) -> str:
        return graph.unit(graph.total(graph.add("Mul", rows, graph.last(side))), 1)

    last = graph.constant("last_axis", [-1])
    cosine = graph.add("ReduceSum", graph.add("Mul", vector(in_query), vector(in_document)), last, keepdims=1)
    found = graph.add("ReduceSum", graph.add("Mul", same, graph.add("Unsqueeze", in_document, first)), last, keepdims=0)
    usual = graph.add("Add", graph.add("Mul", graph.total(in_document, 1), graph.constant("slope", SATURATION * LENGTH / AVERAGE)),
                      graph.constant("base", SATURATION * (1 - LENGTH)))
    idf_in_query = graph.add("Mul", graph.add("Gather", graph.constant("I", idf), "input_ids"), in_query)
    # Matches near the beginning of the document; the first of its tokens has place 1.
    place = graph.add("CumSum", in_document, graph.constant("axis_of_tokens", np.int64(1)))
    fading = graph.constant("fading", FADING)
    fresh = graph.add("Div", fading, graph.add("Add", place, graph.constant("before_first", FADING - 1)))
    early = graph.add("ReduceMax", graph.add("Mul", same, graph.add("Unsqueeze", graph.add("Mul", fresh, in_document), first)), axes=[2], keepdims=0)
    # Two tokens that follow each other in both texts: each match with the one behind it, moved to its place.
    matches = graph.add("Mul", graph.add("Mul", same, graph.add("Unsqueeze", in_document, first)), graph.last(in_query))
    pairs = graph.add("ReduceMax", graph.add("Mul", matches, _following(graph, matches, [1, 2], [0, 0, 0, 0, 1, 1])), axes=[2], keepdims=0)
    next_idf = _following(graph, idf_in_query, [1], [0, 0, 0, 1])
    next_is_query = _following(graph, in_query, [1], [0, 0, 0, 1])
    idf_of_pair = graph.add("Mul", graph.add("Mul", graph.add("Add", idf_in_query, next_idf), next_is_query), in_query)
    features = graph.add("Concat", cosine, mean(graph.add("Div", found, graph.add("Add", found, usual)), idf_in_query), mean(early, idf_in_query),
                         mean(pairs, idf_of_pair), mean(best(in_document), graph.add("Mul", lengths, in_query)),
                         mean(best(in_query), graph.add("Mul", lengths, in_document)), axis=1)
    graph.add("Add", graph.add("MatMul", features, graph.constant("W", weights[:, None])), graph.constant("b", np.array([bias], np.float32)), name="logits")
    graph.save(folder, "rerank.onnx", {"logits": ["B", 1]})


def _following(graph: Graph, name: str, axes: list[int], padding: list[int]) -> str:
    """What stands one further along the axes; 0 behind the end."""
    key = "".join(map(str, axes))
    padded = graph.add("Pad", name, graph.constant(f"padding{key}", padding), mode="constant")
    ends = [np.iinfo(np.int64).max] * len(axes)
    return graph.add("Slice", padded, graph.constant(f"from{key}", [1] * len(axes)), graph.constant(f"to{key}", ends), graph.constant(f"along{key}", axes))
