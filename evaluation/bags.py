"""Fits the weights by which short texts are told apart (`documents.bag`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from documents.bag import grams
from documents.syllables import fold

BARE_WEIGHT = 0.3
"""The weight of a text once more without its accents: not all are put back right."""
_PENALTY = 20.0
"""The inverse of the weight of the squares of the weights, against the sum of the losses of all texts."""
_SEEN = 2
_LEAST = 0.3
"""Runs of words seen less often in texts, or with smaller weights, are left out."""


class Labelled(NamedTuple):
    """A text with its label."""

    label: str
    text: str
    weight: float = 1.0


def read_labelled(path: Path) -> list[Labelled]:
    """The texts of a file, a label and a text a line with a tab between."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Labelled(label, text) for label, text in (line.split("\t", 1) for line in lines if line.strip())]


def bare(texts: Sequence[Labelled]) -> list[Labelled]:
    """The texts without their accents, at less weight."""
    return [text._replace(text=fold(text.text), weight=text.weight * BARE_WEIGHT) for text in texts]


def fit(path: Path, base: str, texts: Sequence[Labelled], more: Sequence[Labelled] = ()) -> str:
    """Learn the weights of all labels against `base`, save them, and say how many there are.

    Only runs of words that `texts` hold count; `more` are further texts to learn from.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    runs = [set(grams(text.text)) for text in (*texts, *more)]
    seen = Counter(gram for run in runs[: len(texts)] for gram in run)
    known = np.array(sorted(gram for gram, times in seen.items() if times >= _SEEN), np.uint32)
    wanted = set(known.tolist())
    rows = [np.searchsorted(known, sorted(run & wanted)) for run in runs]
    values = [np.full(len(row), 1 / max(len(row), 1) ** 0.5) for row in rows]
    starts = np.cumsum([0, *map(len, rows)])
    table = csr_matrix((np.concatenate(values), np.concatenate(rows), starts), (len(rows), len(known)))
    model = LogisticRegression(C=_PENALTY, max_iter=500).fit(
        table, [text.label for text in (*texts, *more)], sample_weight=[text.weight for text in (*texts, *more)]
    )
    classes = list(model.classes_)
    labels = [label for label in classes if label != base]
    order = [classes.index(label) for label in labels]
    kept = np.abs(model.coef_).max(axis=0) >= _LEAST
    weights = (model.coef_[order] - model.coef_[classes.index(base)]).T[kept]
    bias = model.intercept_[order] - model.intercept_[classes.index(base)]
    np.savez_compressed(path, grams=known[kept], weights=weights.astype(np.float16), bias=bias, labels=np.array(labels))
    return f"{kept.sum()} runs of words, {path.stat().st_size // 1024} KB"
