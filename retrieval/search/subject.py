"""Whether a question that names no plan is about the library at all."""

from __future__ import annotations

from retrieval.search.certainty import SubjectSignals, certainty, enough
from retrieval.search.corpus import Corpus, coverage
from retrieval.understanding.question import Question

_NAMED = 0.6
"""A question that names a part plans have ("báo cáo", "khen thưởng") with this share of its words is about them."""


def signals_of(question: Question, corpus: Corpus) -> SubjectSignals | None:
    """What speaks for a question being about the library; None where the index cannot tell."""
    best = corpus.similarity.best(question.masked)
    if best is None:
        return None
    terms = corpus.terms(question.sought)
    held = max((coverage(terms, texts) for h in corpus.holdings.values() for texts in h.texts), default=0.0)
    return SubjectSignals(
        cosine=best.cosine,
        cosines=best.cosines,
        lexical=best.lexical,
        words=best.words,
        pairs=best.pairs,
        coverage=held,
        topical=bool(question.topics),
    )


def is_about(question: Question, corpus: Corpus) -> bool:
    """Whether a question is about what the library holds."""
    signals = signals_of(question, corpus)
    if signals is None or (signals.topical and signals.coverage >= _NAMED):
        return True
    return certainty("subject", signals) >= enough("subject")
