"""How answers stand up to typing: `python -m evaluation.robustness [SET …] [--seed N] [--kind NAME] [--show]`.

Every gold question is asked as it stands and again with each kind of noise, its earlier turns too. Beside how many
pass stands how many are answered just like the clean question: the same outcome and the same cited places.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from documents.errors import PlanbotError
from evaluation.gold import Question, questions
from evaluation.metrics import Tally, judge
from evaluation.noise import NOISES, Noise
from evaluation.replies import Assistant, Reply, ask_all


@dataclass(frozen=True, slots=True)
class Change:
    """A clean question and a noisy one, with their replies."""

    kind: str
    clean: Reply
    noisy: Reply

    @property
    def same(self) -> bool:
        """Whether both are answered alike."""
        return _essence(self.clean) == _essence(self.noisy)

    @property
    def passed(self) -> tuple[bool, bool]:
        """Whether the clean question passes, and the noisy one."""
        return _passes(self.clean), _passes(self.noisy)


def compare(assistant: Assistant, asked: Sequence[Question], kinds: Iterable[str], seed: int) -> Iterator[Change]:
    """The questions that a kind of noise changes, asked both ways."""
    clean = list(ask_all(assistant, asked))
    for kind in kinds:
        noisy = [noised(question, NOISES[kind], seed) for question in asked]
        pairs = [(reply, other) for reply, other in zip(clean, noisy, strict=True) if reply.question != other]
        replies = ask_all(assistant, [other for _, other in pairs])
        yield from (Change(kind, reply, other) for (reply, _), other in zip(pairs, replies, strict=True))


def noised(question: Question, noise: Noise, seed: int) -> Question:
    """A question with noise in all that the user typed, the same noise each time."""
    chance = random.Random(crc32(f"{seed} {question.id}".encode()))
    history = tuple(_noised_turn(turn, noise, chance) for turn in question.history)
    return replace(question, text=noise(question.text, chance), history=history)


def report(sets: Iterable[str], kinds: Iterable[str], seed: int, *, show: bool = False) -> Iterator[str]:
    """Lines of figures, a kind of noise each."""
    from evaluation.report import SETS, opened

    kinds = tuple(kinds)
    found: list[Change] = []
    for gold in (gold for gold in SETS if gold.name in set(sets)):
        with opened(gold.plans) as (assistant, _):
            found += compare(assistant, questions(gold.path), kinds, seed)
    yield f"{'':24}  câu  đạt khi gõ đúng  đạt  trả lời y như khi gõ đúng"
    for kind in kinds:
        changes = [change for change in found if change.kind == kind]
        clean = Tally(sum(change.passed[0] for change in changes), len(changes)).percent
        noisy = Tally(sum(change.passed[1] for change in changes), len(changes)).percent
        same = Tally(sum(change.same for change in changes), len(changes)).percent
        yield f"{kind:24} {len(changes):4} {clean:16} {noisy:4} {same:26}"
        for change in changes if show else ():
            if change.passed == (True, False):
                yield f"  {change.clean.question.id} {change.clean.question.text}\n      → {change.noisy.question.text}"


def _noised_turn(turn: Mapping[str, str], noise: Noise, chance: random.Random) -> Mapping[str, str]:
    return {**turn, "text": noise(turn["text"], chance)} if turn["role"] == "user" else turn


def _essence(reply: Reply) -> tuple[Any, ...]:
    answer = reply.answer
    return answer.outcome, sorted({(c.plan, c.span.start, c.span.end) for c in answer.citations})


def _passes(reply: Reply) -> bool:
    return judge(reply.question, reply.as_json()).passed


def main() -> None:
    """Print how answers stand up to typing."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.robustness", description=__doc__)
    parser.add_argument("sets", nargs="*", default=["shared", "dev", "further"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=NOISES, action="append")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    try:
        for line in report(arguments.sets, arguments.kind or NOISES, arguments.seed, show=arguments.show):
            print(line, flush=True)  # noqa: T201 - a command that prints
    except PlanbotError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
