"""How sure it is that the sentence found is what was asked for: a logistic model over what speaks for it.

The weights stand in certainty.toml and are fitted by `python -m retrieval.calibration`, which prints the curve they
were chosen on.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WEIGHTS = Path(__file__).with_name("certainty.toml")


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence.

    `coverage` is the share of the question's words it holds, `near` its nearness by the index in standard deviations,
    `both` the two together: off the subject, one may be high by chance.
    """

    coverage: float
    near: float

    @property
    def both(self) -> float:
        """The product of the two."""
        return self.coverage * self.near

    def values(self) -> tuple[float, ...]:
        """The signals as numbers, in the order of their weights."""
        return (self.coverage, self.near, self.both)


def certainty(signals: Signals) -> float:
    """How likely the sentence is right, 0 to 1."""
    weights = _weights()
    return logistic(weights["bias"] + sum(w * v for w, v in zip(weights["signals"], signals.values(), strict=True)))


def enough() -> float:
    """The certainty from which a sentence is given as the answer."""
    return float(_weights()["enough"])


def logistic(value: float) -> float:
    """The logistic function, safe for large values."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def fit(
    rows: Sequence[Signals], labels: Sequence[bool], *, rounds: int = 4000, decay: float = 0.02
) -> tuple[float, ...]:
    """The bias and weights of a logistic regression with weight decay, by gradient descent on standardised signals."""
    import numpy as np

    values = np.array([row.values() for row in rows], float)
    wanted = np.array(labels, float)
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = (values - mean) / spread
    weights, bias = np.zeros(values.shape[1]), 0.0
    for _ in range(rounds):
        error = 1 / (1 + np.exp(-(scaled @ weights + bias))) - wanted
        weights -= 0.5 * (scaled.T @ error / len(wanted) + decay * weights)
        bias -= 0.5 * float(error.mean())
    real = weights / spread
    return (bias - float(real @ mean), *map(float, real))


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, object]:  # type: ignore[misc]
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
