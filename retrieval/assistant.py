"""The assistant: a question and what was said before in, an answer of cited statements out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from documents.plan import Plan
from documents.syllables import fold
from prompts.texts import load
from retrieval.answer import Answer, Block, Option, Outcome, Statement
from retrieval.finding.apart import asks_both
from retrieval.finding.documents import find_documents, left_to, named_in, replacement_asked, tells_of
from retrieval.finding.evidence import Finding, Found, Shape
from retrieval.finding.lateness import names_lateness
from retrieval.finding.seeking import find_meaning, seek
from retrieval.finding.sending import asks_only_sending, find_sendings
from retrieval.saying import compose
from retrieval.saying.comparison import compare, extreme
from retrieval.saying.suggestions import MOST, suggest
from retrieval.search.corpus import Corpus
from retrieval.search.similarity import IndexSimilarity
from retrieval.search.subject import is_about
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.conversation import Asked, Turn, chosen_option, resolve, user_turns
from retrieval.understanding.greeting import greet
from retrieval.understanding.guard import screen
from retrieval.understanding.harm import Harm
from retrieval.understanding.message import read_message
from retrieval.understanding.naming import full_name, place_of, where
from retrieval.understanding.papers import asks_content, asks_of_document, names_plan
from retrieval.understanding.question import Question, split_compared, split_joint, split_questions
from retrieval.understanding.scope import Scope, find_scope
from retrieval.understanding.succession import in_turn

_AS_SURE, _AS_FIT, _AS_GOOD = 0.35, 0.7, 0.15
"""How sure a plan must be of its answer, how well a figure must fit and both together, by the best, where no place is
named. The last takes 14 of the 99 clauses that were told beside the point over dev's questions of this kind, and none
of the 382 that were to the point.
"""
_CERTAINLY = 0.9
"""From here on a figure is told, however well those of others fit."""
_SELDOM = frozenset({"bộ", "đồng", "ngày", "tháng"})
"""What plans count so seldom that any figure in it is told: the sets of a dossier, money, how long something takes."""
_SURE = 0.35
"""How sure the surest plan must be there: among several one that is not meant comes near more easily."""
_PARTS = 4


class Assistant:
    """Answers questions over the plans of a library.

    `suggests` is whether an answer comes with what may be asked next, which takes as long again to find.
    """

    suggests = True

    def __init__(self, plans: Mapping[str, Plan], corpus: Corpus) -> None:
        self.plans = plans
        self.corpus = corpus
        self._answered: dict[str, bool] = {}

    @classmethod
    def open(cls, data: Path, encoder: str | None = None) -> Assistant:
        """The assistant over the library of a data folder."""
        from documents.library import Library

        plans = dict(Library.open(data).plans)
        folder = data / "index"
        return cls(plans, Corpus.build(plans, lambda passages: IndexSimilarity.open(passages, folder, encoder)))

    def ask(self, question: str, history: Sequence[Turn] = (), place: str | None = None) -> Answer:
        """The answer to a question. `place` is where the asker is, meant where the question names none."""
        question = self._chosen(question, history, place)
        if greeting := greet(question, list(self.plans.values())):
            return greeting
        text = read_message(question, self.plans)
        screened = screen(text)
        if screened.harm:
            return _refused(screened.harm)
        parts = split_questions(screened.asked or text)
        if len(parts) > 1:
            return compose.join(self._each(parts, history, self._place_named(text) or place))
        asked = resolve(screened.asked or text, history, self.plans)
        asked = replace(asked, question=replace(asked.question, typed=question))
        if screened.orders and not (asked.scope.plans or asked.scope.elsewhere):
            asked = replace(asked, scope=find_scope(screened.orders, self.plans))
        if place and not (asked.scope.plans or asked.scope.elsewhere):
            asked = replace(asked, scope=find_scope(read_message(place, self.plans), self.plans))
        answer = self._answer(asked)
        if self._may_leave_out(asked, answer) and (joint := split_joint(screened.asked or text)):
            answer = _joined(answer, self._each(joint, history, place))
        elif sides := split_compared(screened.asked or text):
            places = {place_of(self.plans[plan_id]) for plan_id in asked.scope.plans}
            answer = _set_apart(answer, self._each(sides, history, *places)) if len(places) == 1 else answer
        if screened.orders:
            answer = replace(answer, notes=(*answer.notes, load("answers")["order_ignored"]))
        return answer

    def _place_named(self, text: str) -> str | None:
        """The place of the one plan that a message of several questions names; None where it names none or more."""
        plans = find_scope(text, self.plans).plans
        return place_of(self.plans[plans[0]]) if len(plans) == 1 else None

    def _may_leave_out(self, asked: Asked, whole: Answer) -> bool:
        """Whether the answer to a sentence may leave out a question that it joins to another."""
        question = asked.question
        if whole.outcome is Outcome.ANSWER:
            sent = (
                asks_only_sending(question)
                and not names_lateness(question)
                and bool(asked.scope.plans)
                and all(
                    find_sendings(question, self.corpus.holdings[plan], self.corpus).said for plan in asked.scope.plans
                )
            )
            return not sent and not asks_both(question) and not question.wants(Ask.DIFFERENCE, Ask.EXTREME)
        return whole.outcome in {Outcome.NOT_STATED, Outcome.CLARIFY} and not question.wants(Ask.IDENTITY)

    def _chosen(self, message: str, history: Sequence[Turn], place: str | None) -> str:
        """The question of the option that a message picks of those offered before by its place; else the message."""
        number, told = chosen_option(message), user_turns(history)
        if number is None or not told:
            return message
        before = [{"role": "user", "text": turn} for turn in told]
        options = self.ask(told[-1], before[:-1], place).options
        return options[number].question if number < len(options) and options else message

    def _each(self, parts: Sequence[str], history: Sequence[Turn], place: str | None = None) -> list[Answer]:
        """The answers to several questions of one message, each asked after those before it."""
        answers: list[Answer] = []
        told = [{"role": "user", "text": turn} for turn in user_turns(history)]
        for part in parts[:_PARTS]:
            answers.append(self.ask(part, told, place))
            told.append({"role": "user", "text": part})
        return answers

    def _suggestions(self, question: Question, finding: Finding) -> tuple[Option, ...]:
        """What may be asked next, as far as it is known to be answered."""
        offered = (
            next((option for option in options if self._answers(option.question)), None)
            for options in suggest(question, finding, self.corpus)
        )
        return tuple(islice(filter(None, offered), MOST))

    def _answers(self, question: str) -> bool:
        """Whether a question is answered; each is asked once."""
        if question not in self._answered:
            asked = resolve(question, (), self.plans)
            meant = [self.corpus.holdings[plan_id] for plan_id in asked.scope.plans]
            answered = len(meant) == 1 and seek(asked.question, meant[0], self.corpus).said
            self._answered[question] = answered
        return self._answered[question]

    def _answer(self, asked: Asked) -> Answer:
        question, scope = asked.question, asked.scope
        if held := self._document(question, scope):
            return held
        if scope.elsewhere and not scope.plans:
            return self._elsewhere(scope)
        meaning = question.wants(Ask.MEANING) and (bool(question.quantities) or question.asks == {Ask.MEANING})
        if not scope.plans and len(self.plans) > 1 and not meaning and not is_about(question, self.corpus):
            return self._off_topic()
        findings = self._found(question, scope)
        answer = self._told(question, scope, findings)
        if not scope.plans:
            return answer
        notes = [*compose.succession([finding.holding.plan for finding in findings], self.plans)]
        if names_plan(question.folded) and (missing := self._missing(question)):
            notes.append(load("answers")["number_not_held"].format(number=missing[0].upper()))
        return replace(answer, notes=(*answer.notes, *notes))

    def _found(self, question: Question, scope: Scope) -> list[Finding]:
        """What the plans meant say; of plans that follow one another those asked first that say anything."""
        first: list[Finding] = []
        for turn in in_turn(question, scope.plans or self.plans, self.plans):
            findings = [seek(question, self.corpus.holdings[plan_id], self.corpus) for plan_id in turn]
            first = first or findings
            told = any(finding.found in {Found.SAID, Found.DELEGATED} for finding in findings)
            if told or first[0].shape is Shape.ABOUT_PLAN:
                return findings
        return first

    def _told(self, question: Question, scope: Scope, findings: list[Finding]) -> Answer:
        if not scope.plans:
            return self._anywhere(question, findings)
        if len(findings) > 1:
            return self._several(question, findings)
        if others := self._whose_day(question, findings[0]):
            return compose.deny_day(findings[0], others)
        suggestions = self._suggestions(question, findings[0]) if self.suggests else ()
        return replace(compose.answer_one(question, findings[0]), suggestions=suggestions)

    def _whose_day(self, question: Question, finding: Finding) -> list[Finding]:
        """The other plans that set the day which a question wrongly holds to be a plan's."""
        if not question.wants(Ask.CONFIRM) or not question.days:
            return []
        own = find_meaning(question, finding.holding, self.corpus)
        others = [h for h in self.corpus.holdings.values() if h is not finding.holding]
        found = [] if own.said else [find_meaning(question, holding, self.corpus) for holding in others]
        return [other for other in found if other.said]

    def _several(self, question: Question, findings: list[Finding]) -> Answer:
        if any(finding.said for finding in findings):
            return compare(question, findings)
        return compose.not_said(question, findings)

    def _anywhere(self, question: Question, findings: list[Finding]) -> Answer:
        """The answer where no place is named: plan by plan, those that answer best."""
        said = [finding for finding in findings if finding.said]
        surest = max((finding.sure for finding in said), default=0.0)
        best = max((f.sure * f.strength for f in said), default=0.0)
        fittest = max((f.sure * f.strength for f in said if f.shape is Shape.FIGURE), default=0.0)
        told = surest >= _SURE or len(self.plans) == 1
        kept = [f for f in said if told and f.sure >= _AS_SURE * surest and f.sure * f.strength >= _AS_GOOD * best]
        kept = [
            f
            for f in kept
            if f.shape is not Shape.FIGURE
            or question.unit in _SELDOM
            or f.sure >= _CERTAINLY
            or f.sure * f.strength >= _AS_FIT * fittest
        ]
        if not kept:
            return self._nothing(question, findings)
        if len(kept) == 1 and len(self.plans) == 1:
            return compose.answer_one(question, kept[0])
        if question.wants(Ask.EXTREME):
            return extreme(question, kept)
        if question.wants(Ask.DIFFERENCE):
            return compare(question, kept)
        return compose.answer_each(question, kept)

    def _nothing(self, question: Question, findings: list[Finding]) -> Answer:
        handed = [finding for finding in findings if finding.found is Found.DELEGATED]
        silent = sorted((f for f in findings if f.found is Found.SILENT), key=lambda f: -f.strength)
        if handed and not silent:
            return compose.answer_one(question, handed[0])
        return self._off_topic()

    def _off_topic(self) -> Answer:
        said = f"{load('answers')['off_topic']} {compose.held_plans(list(self.plans.values()))}"
        return Answer(Outcome.NOT_IN_CORPUS, Statement(said))

    @staticmethod
    def _names(finding: Finding, question: Question) -> bool:
        """Whether a finding is of the documents that the question names."""
        return any(number in fold(item.label) for item in finding.items for number in question.documents)

    def _elsewhere(self, scope: Scope) -> Answer:
        texts = load("answers")
        said = texts["elsewhere"].format(place=", ".join(scope.elsewhere))
        held = compose.held_plans(list(self.plans.values()))
        near = [plan for plan in self.plans.values() if plan.place and any(plan.place in why for why in scope.why)]
        options = tuple(compose.at_place(plan, f"Kế hoạch {place_of(plan)} nêu mục tiêu gì?") for plan in near)
        return Answer(Outcome.NOT_IN_CORPUS, Statement(said), notes=(*scope.why, held), options=options)

    def _document(self, question: Question, scope: Scope) -> Answer | None:
        """What can be said of a document that is named and not held; None where none is, or a plan is meant."""
        content = asks_content(question.folded)
        if scope.plans and replacement_asked(question):
            return None
        if not question.documents or (question.wants(Ask.DOCUMENT) and not content):
            return None
        if question.about(Topic.BASIS) and not content:
            found = [find_documents(question, holding, self.corpus) for holding in self.corpus.holdings.values()]
            named = [f for f in found if f.said and self._names(f, question)]
            return compose.answer_each(question, named) if named and not scope.plans else None
        missing = self._missing(question)
        if not missing:
            return None
        if scope.plans:
            return self._named_only(question, scope, missing)
        asked = question.asks & {Ask.IDENTITY, Ask.ISSUER, Ask.DATE, Ask.OFFICE}
        if asked and not question.about(Topic.CRITERION, Topic.TARGET, Topic.REPORT, Topic.REVIEW, Topic.DOSSIER):
            found = [find_documents(question, holding, self.corpus) for holding in self.corpus.holdings.values()]
            named = [finding for finding in found if finding.said and self._names(finding, question)]
            if named:
                return compose.answer_each(question, named)
        return self._not_held(missing, self.plans)

    def _missing(self, question: Question) -> list[str]:
        """The numbers of documents that a question names and the library does not hold."""
        held = {fold(plan.number) for plan in self.plans.values() if plan.number}
        return [d for d in question.documents if not any(h == d or h.split("/")[0] == d for h in held)]

    def _named_only(self, question: Question, scope: Scope, missing: Sequence[str]) -> Answer | None:
        """That a document is not held, where it is asked what it says and the plans meant do not say it."""
        own = question.wants(Ask.IDENTITY, Ask.ISSUER, Ask.TITLE) or set(question.documents) - set(missing)
        if own or not asks_content(question.folded):
            return None
        meant = [self.corpus.holdings[plan_id] for plan_id in scope.plans]
        told = not asks_of_document(question.folded)  # "Theo Quyết định …", not "Quyết định … quy định gì"
        if told and (handed := [finding for holding in meant if (finding := left_to(missing, holding)).items]):
            return compose.not_said(question, handed)
        named = [(reference, holding) for holding in meant for reference in named_in(missing, holding)]
        if any(tells_of(*one) for one in named):
            return None
        if named:
            return self._not_held(missing, scope.plans)
        elsewhere = [plan_id for plan_id, holding in self.corpus.holdings.items() if named_in(missing, holding)]
        if names_plan(question.folded) and not elsewhere:
            return None  # the number of a plan that is held, mistyped
        return self._not_held(missing, elsewhere)

    def _not_held(self, missing: Sequence[str], plans: Iterable[str]) -> Answer:
        """That a document is not held, with where the plans name it."""
        texts = load("answers")
        statements = [
            (holding.plan, holding.passage_at(holding.plan.reading.in_reading(references[0].span).start))
            for holding in map(self.corpus.holdings.__getitem__, plans)
            if (references := named_in(missing, holding))
        ]
        document = f"Văn bản số {missing[0].upper()}"
        said = texts["document_not_held"].format(document=document)
        tail = texts["document_named"] if statements else texts["document_unnamed"]
        blocks = tuple(
            Block(full_name(plan), (Statement(f"“{p.cite().quote}” ({where(p.cite())})", (p.cite(),)),))
            for plan, p in statements
        )
        return Answer(Outcome.NOT_IN_CORPUS, Statement(f"{said} {tail}"), blocks)


def _joined(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """The answer to two questions in one sentence: part by part where that says what the whole leaves out."""
    said = [part for part in parts if part.outcome is Outcome.ANSWER]
    if whole.outcome is not Outcome.ANSWER:
        told = {citation for part in said for citation in part.citations}
        left = [replace(p, blocks=()) for p in parts if p not in said and told.isdisjoint(p.citations)]
        return compose.join([*said, *left]) if said else whole
    cited = set(whole.citations)
    known = not any(cited.isdisjoint(part.short.citations) for part in parts)
    known = known and parts[0].short.citations[0] in cited  # what is asked first is told first
    return whole if known or len(said) < len(parts) else compose.join(parts)


def _set_apart(whole: Answer, sides: Sequence[Answer]) -> Answer:
    """The answers about the two that a question sets apart, where each is told something of its own."""
    first, *others = (set(side.citations) for side in sides)
    own = all(side.outcome is Outcome.ANSWER for side in sides) and all(map(first.isdisjoint, others))
    return compose.join(sides) if own else _joined(whole, sides)


def _refused(harm: Harm) -> Answer:
    return Answer(Outcome.REFUSED, Statement(load("answers")[f"refused_{harm.value}"]))
