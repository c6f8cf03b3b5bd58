"""The assistant that every face of the bot asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import settings

if TYPE_CHECKING:
    from documents.plan import Plan
    from retrieval.assistant import Assistant


def open_assistant(data: Path, base: Mapping[str, Plan] | None = None) -> Assistant:
    """The assistant over the library of a data folder, with a language model where one is set.

    With `base`, over those plans and what was taken into the folder besides.
    """
    from retrieval.assistant import Assistant

    assistant = Assistant.open(data, encoder=settings().encoder) if base is None else _beside(base, data)
    if not settings().llm:
        return assistant
    from bot.checking import open_store
    from retrieval.wording.worded import WordedAssistant
    from retrieval.wording.wording import Wording, load_model

    seconds = settings().llm_seconds
    wording = Wording(load_model(settings().llm or "", seconds), seconds)
    return WordedAssistant(assistant, wording, lambda: open_store(data).rulebooks())


def _beside(base: Mapping[str, Plan], data: Path) -> Assistant:
    from documents.library import Library
    from retrieval.assistant import Assistant
    from retrieval.search.corpus import Corpus
    from retrieval.search.similarity import IndexSimilarity

    library, encoder = Library.open(data), settings().encoder
    plans = {**base, **{name: library[name] for name in library if library.original(name)}}
    return Assistant(
        plans, Corpus.build(plans, lambda passages: IndexSimilarity.open(passages, data / "index", encoder))
    )
