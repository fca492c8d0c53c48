"""The graph of the reranker. tests/node/describe-builtin.mjs computes the same from the same constants, without ONNX Runtime."""

from pathlib import Path

import numpy as np
from onnx import TensorProto

from reranking.features import ALIKE, AVERAGE, FADING, LENGTH, OPENING, SATURATION
from vocabulary.wordpiece import SPECIAL

from .graph import Graph


def reranker(folder: Path, values: np.ndarray, scales: np.ndarray, forms: np.ndarray, idf: np.ndarray, weights: np.ndarray, bias: float) -> None:
    """
    The features of reranking/features.py; token_type_ids is 0 in the query, which comes first, and 1 in the document. What compares every token of the query with every
    one of the document, [B, Q, L] with Q the longest query of the batch, is nearly all of the work: masks and lengths are applied before or after it wherever they can be.
    """
    graph = Graph("rerank", ("input_ids", "attention_mask", "token_type_ids"), values, scales)
    first, last = graph.constant("token_axis", [1]), graph.constant("last_axis", [-1])
    mask, side = graph.number("attention_mask"), graph.number("token_type_ids")
    real = graph.add("Mul", graph.number(graph.add("Greater", "input_ids", graph.constant("special", np.int64(len(SPECIAL) - 1)))), mask)
    in_document = graph.add("Mul", real, side)
    in_query = graph.add("Sub", real, in_document)
    ahead = graph.add("ReduceSum", graph.add("Sub", mask, graph.add("Mul", mask, side)), last, keepdims=0)
    longest = graph.add("Cast", graph.add("ReduceMax", ahead, axes=[0], keepdims=1), to=TensorProto.INT64)

    def head(name: str) -> str:
        """The part in which queries stand."""
        return graph.add("Slice", name, graph.constant("zero", [0]), longest, first)

    def of_tokens(name: str, constant: np.ndarray) -> str:
        return graph.add("Gather", graph.constant(name, constant), "input_ids")

    def share(what: str, weight: str) -> str:
        """[B, 1]: the mean over tokens."""
        return graph.add("Div", graph.total(graph.add("Mul", what, weight), 1), graph.at_least(graph.total(weight, 1)))

    # Vectors without their scales, which a direction does not need.
    lengths = np.maximum(np.linalg.norm(values.astype(np.float32), axis=1), 1e-9).astype(np.float32)
    whole = graph.add("Cast", graph.add("Gather", "Q", "input_ids"), to=TensorProto.FLOAT)
    inverse = of_tokens("R", 1 / lengths)
    rareness, scale = of_tokens("I", idf), graph.add("Squeeze", graph.add("Gather", "S", "input_ids"), last)
    weight = graph.add("Div", scale, inverse)
    place = graph.add("CumSum", in_document, graph.constant("axis_of_tokens", np.int64(1)))  # the document's first token has place 1

    def fading(name: str, half: float) -> str:
        start = graph.add("Add", place, graph.constant(f"{name}_start", half - 1))
        return graph.add("Mul", in_document, graph.add("Div", graph.constant(name, half), start))

    fresh, opening = fading("fading", FADING), fading("opening", OPENING)

    # Four sums of vectors at once: query and document as the embedder sees them, and both by rareness.
    by_rareness = graph.add("Mul", rareness, inverse)
    summed = [graph.add("Mul", scale, in_query), graph.add("Mul", scale, in_document), graph.add("Mul", by_rareness, in_query), graph.add("Mul", by_rareness, fresh)]
    sums = graph.add("MatMul", graph.add("Concat", *(graph.add("Unsqueeze", x, first) for x in summed), axis=1), whole)
    sums = graph.unit(sums, 2)
    queries = graph.add("Gather", sums, graph.constant("queries", [0, 2]), axis=1)
    documents = graph.add("Gather", sums, graph.constant("documents", [1, 3]), axis=1)
    cosines = graph.add("ReduceSum", graph.add("Mul", queries, documents), last, keepdims=0)

    similar = graph.add("MatMul", head(whole), graph.add("Transpose", whole, perm=[0, 2, 1]))
    similar = graph.add("Mul", similar, graph.add("Unsqueeze", graph.add("Mul", inverse, in_document), first))
    similar = graph.add("Mul", similar, graph.last(head(graph.add("Mul", inverse, in_query))))
    best = graph.add("Relu", graph.add("ReduceMax", similar, axes=[2], keepdims=0))
    reverse = graph.add("Relu", graph.add("ReduceMax", similar, axes=[1], keepdims=0))

    is_query, is_document = (graph.add("Greater", x, graph.constant("half", 0.5)) for x in (in_query, in_document))
    form = graph.add("Cast", of_tokens("F", forms.astype(np.int32)), to=TensorProto.INT64)
    no_query, no_document = graph.constant("no_query", np.int64(-1)), graph.constant("no_document", np.int64(-2))

    def equal(what: str, of_query: str, of_document: str) -> str:
        """[B, Q, L]: 1 where a token of the query and one of the document have the same."""
        asked, had = graph.add("Where", of_query, what, no_query), graph.add("Where", of_document, what, no_document)
        return graph.number(graph.add("Equal", graph.last(head(asked)), graph.add("Unsqueeze", had, first)))

    same = equal(form, is_query, is_document)
    found = graph.add("ReduceSum", same, last, keepdims=0)
    early = graph.add("ReduceMax", graph.add("Mul", same, graph.add("Unsqueeze", fresh, first)), axes=[2], keepdims=0)
    usual = graph.add("Add", graph.add("Mul", graph.total(in_document, 1), graph.constant("slope", SATURATION * LENGTH / AVERAGE)),
                      graph.constant("base", SATURATION * (1 - LENGTH)))

    # Two tokens that follow each other in both texts have the same number.
    two = graph.add("Add", graph.add("Mul", form, graph.constant("forms", np.int64(len(forms)))), _following(graph, form))
    pair_in_query, pair_in_document = (graph.add("And", x, _following(graph, x, TensorProto.BOOL)) for x in (is_query, is_document))
    pairs = graph.add("ReduceMax", equal(two, pair_in_query, pair_in_document), axes=[2], keepdims=0)

    idf_in_query = graph.add("Mul", rareness, in_query)
    idf_of_pair = head(graph.add("Mul", graph.add("Add", rareness, _following(graph, rareness)), graph.number(pair_in_query)))
    idf_of_token = head(idf_in_query)
    lacking = graph.add("Equal", found, graph.constant("nothing", 0.0))
    soft = graph.add("Mul", graph.number(lacking), graph.add("Relu", graph.add("Sub", best, graph.constant("alike", ALIKE))))
    features = graph.add(
        "Concat", cosines, share(graph.add("Div", found, graph.add("Add", found, usual)), idf_of_token), share(early, idf_of_token), share(pairs, idf_of_pair),
        share(best, head(graph.add("Mul", weight, in_query))), share(soft, idf_of_token), share(reverse, graph.add("Mul", weight, opening)), axis=1)
    graph.add("Add", graph.add("MatMul", features, graph.constant("W", weights[:, None])), graph.constant("b", np.array([bias], np.float32)), name="logits")
    graph.save(folder, "rerank.onnx", {"logits": ["B", 1]})


def _following(graph: Graph, name: str, kind: int = 0) -> str:
    """What stands one further; 0 behind the end."""
    if kind == TensorProto.BOOL:
        return graph.add("Cast", _following(graph, graph.number(name)), to=kind)
    padded = graph.add("Pad", name, graph.constant("padding", [0, 0, 0, 1]), mode="constant")
    return graph.add("Slice", padded, graph.constant("second", [1]), graph.constant("end", [np.iinfo(np.int64).max]), graph.constant("token_axis", [1]))
