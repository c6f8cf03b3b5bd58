"""Cosines about the mean of a collection, its wide axes held back, so that the finer differences count."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

PARTS = ("mean", "matrix", "lengths")
POWER = 0.3
"""Each axis is divided by its spread to this power: 0 leaves the axes as they are, 1 makes them all alike."""
FLOOR = 1e-3
"""The spread, as a share of the widest, that no axis is taken to be below."""
ENOUGH = 10
"""Vectors for every axis that it takes: axes told from fewer do harm (`evaluation/retrieval.md`)."""
SAMPLE = 20_000
"""Vectors that the axes of a larger collection are found on."""
BATCH = 65_536


class Axes:
    """The principal axes of a collection's vectors.

    The vectors of one subject all point much the same way, and a few axes have most of their spread; whitening takes
    both away (Su and others, Whitening sentence representations for better semantics and faster retrieval, 2021),
    here in part. Kept are the mean, the product of the whitening matrix with itself, with which a question turns into
    one vector to multiply with, and the length of every whitened vector.
    """

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        """Take the arrays that `fit` makes and `save` writes."""
        self._arrays = arrays

    @classmethod
    def fit(cls, vectors: Floats) -> Axes:
        """The axes of unit vectors, a row each; where they are too few to tell, the cosine is left as it is."""
        count, width = vectors.shape
        mean, matrix = np.zeros(width, np.float32), np.eye(width, dtype=np.float32)
        if count >= ENOUGH * width:
            rows = np.random.default_rng(7).choice(count, min(count, SAMPLE), replace=False)
            mean = vectors[np.sort(rows)].mean(axis=0)
            about = vectors[np.sort(rows)] - mean
            variances, axes = np.linalg.eigh(about.T @ about)
            spread = np.sqrt(np.maximum(variances / max(float(variances[-1]), 1e-12), FLOOR**2))
            matrix = ((axes / spread ** (2 * POWER)) @ axes.T).astype(np.float32)
        lengths = np.ones(count, np.float32)
        for start in range(0, count, BATCH):
            about = vectors[start : start + BATCH] - mean
            lengths[start : start + BATCH] = np.sqrt(np.maximum(((about @ matrix) * about).sum(axis=1), 1e-12))
        return cls({"mean": mean, "matrix": matrix, "lengths": lengths})

    @classmethod
    def open(cls, folder: Path) -> Axes:
        """Axes written by `save`, mapped into memory."""
        return cls({part: np.asarray(np.load(folder / f"axes.{part}.npy", mmap_mode="r")) for part in PARTS})

    def save(self, folder: Path) -> None:
        """Write the arrays as `axes.<part>.npy`."""
        for part in PARTS:
            np.save(folder / f"axes.{part}.npy", self._arrays[part])

    def compare(self, vector: Floats, vectors: Floats, rows: Places) -> Floats:
        """The whitened cosine of a question's vector to some of the collection's, whose rows there are given too."""
        about = vector - self._arrays["mean"]
        turned = self._arrays["matrix"] @ about
        length = max(float(turned @ about), 1e-12) ** 0.5
        cosines: Floats = (vectors @ turned - self._arrays["mean"] @ turned) / (self._arrays["lengths"][rows] * length)
        return cosines
