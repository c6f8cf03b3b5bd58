"""The assistant with a language model at its side."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from criteria.model import Rulebook
from documents.facts.subjects import find_subjects
from documents.facts.units import HOUSEHOLDS
from documents.syllables import fold
from retrieval.answer import Answer, Outcome
from retrieval.assistant import Assistant
from retrieval.understanding.conversation import Turn
from retrieval.wording.consulting import Consultation
from retrieval.wording.wording import Wording

LOST = frozenset({Outcome.NOT_IN_CORPUS, Outcome.CLARIFY})
"""How an answer ends when the question may not have been understood."""

OWN = re.compile(r"\b(?:nha|ho|gia dinh)\s+(?:toi|minh|em|chung toi|to|tui)\b")


class WordedAssistant(Assistant):
    """Answers as the assistant does, in a language model's words where they hold.

    Where the assistant finds no answer the model rewrites a follow-up, or chooses what to look up and check. What a
    household says of its own figures is never sent to the model.
    """

    def __init__(self, assistant: Assistant, wording: Wording, books: Callable[[], Sequence[Rulebook]]) -> None:
        super().__init__(assistant.plans, assistant.corpus)
        self.wording = wording
        self.books = books

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        place: str | None = None,
        show: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer; `show` is handed its text so far, sentence by sentence, as it is worded."""
        answer = super().ask(question, history, place)
        said = [turn for turn in history if isinstance(turn, Mapping)]
        if any(private(text) for text in (question, *(str(turn.get("text")) for turn in said))):
            return answer
        if answer.outcome in LOST:
            answer = self._understood(question, said, place) or answer
        return self.wording.word(question, answer, self.plans, show)

    def _understood(self, question: str, said: Sequence[Mapping[str, str]], place: str | None) -> Answer | None:
        """The answer after the model has rewritten a follow-up, or else looked things up; None where it could not."""
        ask = super().ask
        rewritten = self.wording.rewrite(question, said)
        if rewritten != question:
            again = ask(rewritten, (), place)
            if again.outcome is Outcome.ANSWER:
                return again
        consultation = Consultation(self.wording.model, lambda words: ask(words, (), place), self.books())
        return consultation.run(question, said, self.wording.seconds)


def private(text: str) -> bool:
    """Whether somebody tells figures of their own household."""
    own = OWN.search(fold(text)) or any(subject.kind in HOUSEHOLDS for subject in find_subjects(text))
    return bool(own and re.search(r"\d", text))
