"""Step reranking: table, tokenizer and the development part of the evaluation -> reranker.npz."""

from pathlib import Path

import numpy as np

from corpus.decontamination import HeldOut, read_items
from export.quantise import rounded
from vocabulary.wordpiece import WordPiece

from .features import Features
from .fit import weights
from .words import base_forms, domains, rareness


def run(packages: dict[str, Path], glossary: Path, table: Path, tokenizer: Path, evaluation: Path, sentences: Path, output: Path) -> None:
    wordpiece = WordPiece.read(tokenizer)
    forms = base_forms(wordpiece)
    idf = rareness(domains(packages, glossary, HeldOut(read_items((evaluation, sentences)))), wordpiece, forms)
    found, bias = weights(evaluation, Features(rounded(np.load(table)), wordpiece, forms, idf))
    np.savez(output, forms=forms.astype(np.int32), idf=idf, weights=found, bias=np.float32(bias))
