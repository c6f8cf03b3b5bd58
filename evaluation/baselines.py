"""What a simpler tool finds on the same questions: BM25 alone, and the pipeline most tutorials build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from documents.plan import Plan
from index.encoder import Encoder
from index.lexical import Postings

TOP = 4
"""Passages handed over for a question."""
CHUNK = 1000
"""Characters of a chunk in the tutorials."""
SHARED = 200
"""Characters that two neighbouring chunks have in common."""
K1, B = 1.2, 0.75
"""The parameters of BM25 in Lucene and in most textbooks."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a plan: its text and its place in the plan's source."""

    plan: str
    text: str
    span: tuple[int, int]


class Baseline(Protocol):
    """Finds passages for a question."""

    name: str

    def find(self, question: str) -> list[Chunk]:
        """The passages for a question, best first."""


class Bm25:
    """Okapi BM25 over the provisions as they read, lower-cased words and nothing else."""

    name = "BM25"

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        """Index every provision of the plans."""
        self._chunks = [
            Chunk(plan.id, provision.text, (provision.span.start, provision.span.end))
            for plan in plans.values()
            for provision in plan.provisions
        ]
        self._postings = Postings.build([_words(chunk.text) for chunk in self._chunks], k1=K1, b=B)

    def find(self, question: str) -> list[Chunk]:
        """The provisions that share the most telling words with the question."""
        scores = self._postings.score(Counter[str](_words(question)))
        best = np.argsort(-scores, kind="stable")[:TOP]
        return [self._chunks[place] for place in best if scores[place] > 0]


class Tutorial:
    """RecursiveCharacterTextSplitter 1000/200, an encoder, FAISS, the four nearest chunks."""

    name = "LangChain 1000/200"

    def __init__(self, plans: Mapping[str, Plan], encoder: Encoder) -> None:
        """Split, encode and index the source texts of the plans."""
        import faiss
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=SHARED, add_start_index=True)
        self._chunks = []
        for plan in plans.values():
            for document in splitter.create_documents([plan.reading.source]):
                start = int(document.metadata["start_index"])
                text = document.page_content
                self._chunks.append(Chunk(plan.id, text, (start, start + len(text))))
        self._encoder = encoder
        self._index = faiss.IndexFlatIP(encoder.dimensions)
        self._index.add(encoder.encode_passages([chunk.text for chunk in self._chunks]))

    def find(self, question: str) -> list[Chunk]:
        """The chunks whose vectors are nearest to the question's."""
        _, nearest = self._index.search(self._encoder.encode_queries([question]), min(TOP, len(self._chunks)))
        return [self._chunks[place] for place in nearest[0]]


def reply(chunks: Sequence[Chunk]) -> dict[str, Any]:
    """What a tool that shows what it found says, in the form of an answer line."""
    return {
        "outcome": "answer" if chunks else "not_in_corpus",
        "text": "\n".join(chunk.text for chunk in chunks),
        "citations": [{"plan": chunk.plan, "span": list(chunk.span)} for chunk in chunks],
    }


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
