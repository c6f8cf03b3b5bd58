"""The assistant with a language model at its side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from retrieval.answer import Answer, Outcome
from retrieval.assistant import Assistant
from retrieval.conversation import Turn
from retrieval.wording import Wording

LOST = frozenset({Outcome.NOT_IN_CORPUS, Outcome.CLARIFY})
"""How an answer ends when a follow-up may not have been understood."""


class WordedAssistant(Assistant):
    """Answers as the assistant does, in a language model's words where they hold.

    The model also rewrites a follow-up that the assistant could not place in what was said before.
    """

    def __init__(self, assistant: Assistant, wording: Wording) -> None:
        super().__init__(assistant.plans, assistant.corpus)
        self.wording = wording

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        place: str | None = None,
        show: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer; `show` is handed its text so far, sentence by sentence, as it is worded."""
        answer = super().ask(question, history, place)
        said = [cast("Mapping[str, str]", turn) for turn in history if isinstance(turn, Mapping)]
        if said and answer.outcome in LOST:
            rewritten = self.wording.rewrite(question, said)
            again = super().ask(rewritten, (), place) if rewritten != question else answer
            answer = again if again.outcome is Outcome.ANSWER else answer
        return self.wording.word(question, answer, self.plans, show)
