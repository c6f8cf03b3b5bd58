"""How well passages are found: words alone, vectors alone and both, with and without accents.

`python -m evaluation.retrieval FOLDER` takes a folder with `<set>.passages.jsonl` and `<set>.questions.jsonl`
(`{"id", "question", "relevant": [passage id, …]}`), one or several sets, and prints every figure and what the encoder
costs. Of the set `law` half of the questions, by a hash of their id, was there to choose weights on; the other half
is reported apart.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import numpy as np

from documents.syllables import fold
from evaluation.encoding import measure_encoder
from evaluation.search import read_lines, read_passages
from index.encoder import Array, Encoder, load_encoder
from index.errors import PassageError
from index.hybrid import Weights
from index.searcher import Searcher
from index.snapshot import Snapshot

TOP = 10
CHOSEN_ON = "law"
"""The set on half of which the weights were chosen."""
SYSTEMS = {
    "words alone": Weights(dense=0, sentence=0),
    "vectors alone": Weights(dense=1, sentence=0),
    "both": Weights(sentence=0),
    "both, seen again": Weights(),
}
SHARES = tuple(round(0.1 * step, 1) for step in range(11))


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the passages that answer it."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Percentages over some questions: a right passage first, one among ten, and the mean nDCG of the ten."""

    first: float
    ten: float
    gain: float

    def __str__(self) -> str:
        return f"{self.first:5.1f} {self.ten:5.1f} {self.gain:5.1f}"


class RememberingEncoder:
    """An encoder that encodes no question twice."""

    def __init__(self, encoder: Encoder) -> None:
        """Stand before another encoder."""
        self._encoder = encoder
        self._known: dict[str, Array] = {}
        self.name = encoder.name
        self.dimensions = encoder.dimensions

    def encode_queries(self, texts: Sequence[str]) -> Array:
        """Vectors of questions, one row a text."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.encode_queries([text])[0]
        return np.stack([self._known[text] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Array:
        """Vectors of passages, one row a text."""
        return self._encoder.encode_passages(texts)


def read_questions(path: Path) -> list[Question]:
    """The questions of a file. Raises PassageError for a line that is none."""
    questions = []
    for number, line in enumerate(read_lines(path), 1):
        try:
            item = json.loads(line)
            questions.append(Question(str(item["id"]), str(item["question"]), frozenset(item["relevant"])))
        except (ValueError, KeyError, TypeError) as error:
            message = f'{path}, dòng {number}: cần một đối tượng JSON có "id", "question" và "relevant".'
            raise PassageError(message) from error
    return questions


def is_dev(question: Question) -> bool:
    """Whether weights may be chosen on a question."""
    return int(md5(question.id.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0


def score_ranking(found: Sequence[str], relevant: frozenset[str]) -> tuple[float, float, float]:
    """Acc@1, Acc@10 and nDCG@10 of one question, each between 0 and 1."""
    gains = [1 / math.log2(rank + 2) for rank, name in enumerate(found[:TOP]) if name in relevant]
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(TOP, len(relevant))))
    return float(found[:1] != [] and found[0] in relevant), float(bool(gains)), sum(gains) / ideal if ideal else 0.0


def score_all(rankings: Iterable[tuple[Sequence[str], frozenset[str]]]) -> Scores:
    """The mean over questions, in percent."""
    rows = [score_ranking(found, relevant) for found, relevant in rankings]
    first, ten, gain = 100 * np.array(rows).reshape(-1, 3).mean(axis=0) if rows else (0.0, 0.0, 0.0)
    return Scores(float(first), float(ten), float(gain))


def rank_questions(
    snapshot: Snapshot, encoder: Encoder, questions: Sequence[Question], weights: Weights, form: Callable[[str], str]
) -> dict[str, list[str]]:
    """The ids of the passages found for each question, typed in some form, by the question's id."""
    searcher = Searcher(snapshot.passages, snapshot.parts, encoder, weights)
    return {q.id: [hit.passage.id for hit in searcher.search(form(q.text), TOP)] for q in questions}


def report_set(name: str, folder: Path, encoder: Encoder) -> list[str]:
    """The figures of one set as lines of text."""
    questions = read_questions(folder / f"{name}.questions.jsonl")
    halves = {"all": questions}
    if name == CHOSEN_ON:
        halves |= {"kept apart": [q for q in questions if not is_dev(q)], "chosen on": list(filter(is_dev, questions))}
    lines = [f"{name}: {len(questions)} questions", f"{'':37}  Acc@1 @10 nDCG@10 | without accents"]
    with tempfile.TemporaryDirectory(prefix="planbot-retrieval-") as made:
        snapshot = Snapshot.build(read_passages(folder / f"{name}.passages.jsonl"), encoder, Path(made))
        for system, weights in SYSTEMS.items():
            rankings = [rank_questions(snapshot, encoder, questions, weights, form) for form in (str, fold)]
            for half, chosen in halves.items():
                scores = [score_all((ranking[q.id], q.relevant) for q in chosen) for ranking in rankings]
                label = f"{system}, {half} ({len(chosen)})"
                lines.append(f"  {label:36} {' | '.join(map(str, scores))}")
        if name == CHOSEN_ON:
            lines += report_curve(snapshot, encoder, halves["chosen on"])
    return lines


def report_curve(snapshot: Snapshot, encoder: Encoder, questions: Sequence[Question]) -> list[str]:
    """The figures of every share of the vectors, on the questions that it was chosen on."""
    lines = [f"  share of the vectors, on the {len(questions)} chosen on:"]
    for share in SHARES:
        rankings = [rank_questions(snapshot, encoder, questions, Weights(dense=share), form) for form in (str, fold)]
        scores = [score_all((ranking[q.id], q.relevant) for q in questions) for ranking in rankings]
        lines.append(f"    {share:3.1f} {'':29} {' | '.join(map(str, scores))}")
    return lines


def bench(data: Path) -> str:
    """Every figure of the sets in `data/retrieval`, or in `data` itself, as text."""
    folder = data / "retrieval" if (data / "retrieval").is_dir() else data
    names = sorted(path.name.removesuffix(".questions.jsonl") for path in folder.glob("*.questions.jsonl"))
    if not names:
        raise PassageError(f"Không có tệp *.questions.jsonl trong {folder}: kiểm tra đường dẫn.")
    encoder = RememberingEncoder(load_encoder())
    lines = [line for name in names for line in report_set(name, folder, encoder)]
    texts = [question.text for name in names for question in read_questions(folder / f"{name}.questions.jsonl")]
    return "\n".join([*lines, *measure_encoder(texts)])


def main() -> None:
    """Print the figures of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with <set>.passages.jsonl and <set>.questions.jsonl")
    print(bench(parser.parse_args().data))  # noqa: T201


if __name__ == "__main__":
    main()
