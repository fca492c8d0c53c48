"""Step reranking: table, tokenizer and the development part of the evaluation -> reranker.npz."""

from pathlib import Path

import numpy as np

from export.quantise import rounded
from vocabulary.wordpiece import WordPiece

from .features import Features
from .fit import weights
from .words import base_forms, rareness


def run(table: Path, tokenizer: Path, corpus: Path, evaluation: Path, output: Path) -> None:
    wordpiece = WordPiece.read(tokenizer)
    forms = base_forms(wordpiece)
    idf = rareness(corpus / "documents.txt", wordpiece, forms)
    found, bias = weights(evaluation, Features(rounded(np.load(table)), wordpiece, forms, idf))
    np.savez(output, forms=forms.astype(np.int32), idf=idf, weights=found, bias=np.float32(bias))
