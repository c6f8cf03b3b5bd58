"""Contrastive training of the encoder on made pairs, resumable, on two CPU cores.

The loss is that of sentence-transformers: every other passage of a batch is wrong for a question
(MultipleNegativesRankingLoss), at 384 and at 128 dimensions (MatryoshkaLoss). Hard negatives come by the make-up of
the batches: each is filled with chains of pairs in which the next passage is what BM25 finds for the question before.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.lexical import Postings
from index.recipe.pairs import Pair
from index.snapshot import WINDOW, plain_terms

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 48
CHAIN = 6
"""Pairs in a row that are near each other; then a new one is drawn."""
NEIGHBOURS = 8
QUESTION, PASSAGE = 48, 112
"""Pieces read in training; windows are seldom longer."""
SCALE = 40.0
"""The inverse temperature of the loss."""
SAVED = 50
"""Steps between two checkpoints."""


@dataclass(frozen=True)
class Schedule:
    """How long is trained: `rate` at the start, `dimensions` at which the loss is taken with what each counts."""

    rate: float
    dimensions: Mapping[int, float]
    steps: int


def find_neighbours(pairs: Sequence[Pair]) -> list[list[int]]:
    """For every pair, pairs of other sections whose passage BM25 finds for its question."""
    passages = list(dict.fromkeys(pair.passage for pair in pairs))
    owners: dict[str, list[int]] = {}
    for number, pair in enumerate(pairs):
        owners.setdefault(pair.passage, []).append(number)
    postings = Postings.build((plain_terms(passage) for passage in passages), **WINDOW)
    near: list[list[int]] = []
    for pair in pairs:
        scores = postings.score(dict.fromkeys(plain_terms(pair.question), 1.0))
        best = np.argpartition(-scores, 4 * NEIGHBOURS)[: 4 * NEIGHBOURS]
        best = best[np.argsort(-scores[best])]
        found = [owners[passages[place]][0] for place in best if scores[place] > 0]
        near.append([other for other in found if pairs[other].section != pair.section][:NEIGHBOURS])
    return near


def make_batches(pairs: Sequence[Pair], near: Sequence[Sequence[int]], seed: int) -> Iterator[list[Pair]]:
    """Batches of one epoch, no two pairs of a batch from one section."""
    chance = random.Random(seed)
    siblings: dict[str, list[int]] = {}
    for number, pair in enumerate(pairs):
        siblings.setdefault(pair.passage, []).append(number)
    left = list(range(len(pairs)))
    chance.shuffle(left)
    used: set[int] = set()
    batch: list[int] = []
    sections: set[int] = set()
    put_off: list[int] = []
    while left:
        number = left.pop()
        for _ in range(CHAIN):
            if number in used or len(batch) == BATCH:
                break
            if pairs[number].section in sections:
                put_off.append(number)
                break
            used.add(number)
            batch.append(number)
            sections.add(pairs[number].section)
            following = [
                other
                for neighbour in near[number]
                for other in siblings[pairs[neighbour].passage]
                if other not in used and pairs[other].section not in sections
            ]
            if not following:
                break
            number = chance.choice(following)
        if len(batch) == BATCH:
            yield [pairs[number] for number in batch]
            batch, sections = [], set()
            left += put_off
            put_off = []


def load_trainee(folder: Path) -> SentenceTransformer:
    """A model folder of `transformers`, with mean pooling and vectors of length 1."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer

    class Body(Transformer):  # type: ignore[misc]
        """Runs in bfloat16, several times faster where the processor has it; the loss stays in float32."""

        def forward(self, features: dict[str, torch.Tensor], **options: object) -> dict[str, torch.Tensor]:
            with torch.autocast("cpu", torch.bfloat16):
                features = super().forward(features, **options)
            features["token_embeddings"] = features["token_embeddings"].float()
            return features

    body = Body(
        str(folder),
        max_seq_length=PASSAGE,
        model_kwargs={"attn_implementation": "eager"},
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0},
    )
    return SentenceTransformer(modules=[body, Pooling(body.get_embedding_dimension()), Normalize()], device="cpu")


def train(start: Path, pairs: Sequence[Pair], out: Path, schedule: Schedule, threads: int = 1) -> None:
    """Train on pairs, going on from the last checkpoint in `out` if there is one; the model is left in `out`."""
    import torch
    from sentence_transformers.losses import MatryoshkaLoss, MultipleNegativesRankingLoss

    torch.set_num_threads(threads)
    torch.manual_seed(7)
    model = load_trainee(start)
    ranking = MultipleNegativesRankingLoss(model, scale=SCALE)
    loss = MatryoshkaLoss(model, ranking, list(schedule.dimensions), list(schedule.dimensions.values()))
    optimiser = torch.optim.AdamW(model.parameters(), lr=schedule.rate, weight_decay=0.01)
    steps = schedule.steps
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 60, 0.5 + 0.5 * math.cos(math.pi * step / steps))
    )
    state = out / "state.pt"
    done = 0
    if state.is_file():
        saved = torch.load(state, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        pace.load_state_dict(saved["schedule"])
        done = saved["step"]
    out.mkdir(parents=True, exist_ok=True)
    near = find_neighbours(pairs)
    batches = (batch for epoch in range(1000) for batch in make_batches(pairs, near, epoch))
    began = time.monotonic()
    for step, batch in enumerate(batches):
        if step >= steps:
            break
        if step < done:
            continue
        texts = ([f"query: {p.question}" for p in batch], [f"passage: {p.passage}" for p in batch])
        features = [
            model.preprocess([" ".join(text.split()[:limit]) for text in column])
            for column, limit in zip(texts, (QUESTION, PASSAGE), strict=True)
        ]
        value = loss(features, torch.zeros(0))
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        pace.step()
        with (out / "progress.jsonl").open("a") as progress:
            line = {"step": step, "loss": round(value.item(), 4), "seconds": round(time.monotonic() - began, 1)}
            progress.write(json.dumps(line) + "\n")
        if (step + 1) % SAVED == 0 or step + 1 == steps:
            saved = {"model": model.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save({**saved, "schedule": pace.state_dict(), "step": step + 1}, state.with_suffix(".new"))
            state.with_suffix(".new").replace(state)
            model[0].auto_model.save_pretrained(out / f"step-{step + 1}")  # type: ignore[union-attr,operator]
