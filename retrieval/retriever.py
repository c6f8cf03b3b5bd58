"""The plans' sentences to LangChain: the same search that answers are found with, as a retriever of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from documents.plan import Citation
from retrieval.search.corpus import Corpus
from retrieval.search.passages import Passage
from retrieval.search.ranking import best_passages
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.conversation import resolve

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun

    from retrieval.understanding.question import Question


class PlanRetriever(BaseRetriever):
    """Finds the `top` sentences of the plans for a question; those of the plans it names, where it names any.

    A document's metadata hold its citation (plan, number, issuer, path, span) and its score.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Any
    top: int = 8

    @classmethod
    def over(cls, corpus: Corpus, top: int = 8) -> PlanRetriever:
        """A retriever over a corpus, such as that of an `Assistant`."""
        return cls(corpus=corpus, top=top)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        corpus: Corpus = self.corpus
        plans = {plan_id: holding.plan for plan_id, holding in corpus.holdings.items()}
        asked = resolve(query, (), plans)
        scored = [
            (score, passage)
            for plan_id in asked.scope.plans or plans
            for score, passage in _ranked(asked.question, plan_id, corpus, self.top)
        ]
        scored.sort(key=lambda found: -found[0])
        return [_document(passage.cite(), score) for score, passage in scored[: self.top]]


def _ranked(question: Question, plan_id: str, corpus: Corpus, top: int) -> list[tuple[float, Passage]]:
    """The best sentences of a plan, ranked as those that answers are found in."""
    holding = corpus.holdings[plan_id]
    near = corpus.near(question.text, holding)
    terms, subjects = corpus.terms(question.sought), asked_subjects(question)
    return best_passages(terms, holding, subjects=subjects, near=near, limit=top)


def _document(citation: Citation, score: float) -> Document:
    return Document(page_content=citation.quote, metadata={**citation.as_json(), "score": round(score, 4)})
