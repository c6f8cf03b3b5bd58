"""Greetings, thanks and "who are you": a kind line that says what can be asked, with questions to tap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.plan import Plan
from documents.syllables import fold
from prompts.texts import load
from retrieval.answer import Answer, Option, Outcome, Statement
from retrieval.understanding.naming import place_of

_WHO = r"(?:ban|anh|chi|em|ad|admin|bot|planbot|moi nguoi|mn|ca nha|b|a|c|e)"
_HELLO = rf"(?:xin )?(?:chao|hello|hi|helo|hey|alo|a lo)(?: {_WHO})*(?: (?:nhe|nha|a|oi|buoi (?:sang|trua|chieu|toi)))*"
_THANKS = rf"(?:ok |oke |da |vang )*(?:xin )?(?:cam on|thanks?|tks|thank you|cam ta)(?: {_WHO})*(?: (?:nhieu|nhe|nha|a|lam|rat))*"
_WHO_ARE_YOU = (
    r"(?:ban|may|em|day|bot) (?:la|ten) (?:ai|gi)(?: (?:vay|the|a|z|day))*"
    r"|(?:ban|bot) (?:lam|giup|biet) (?:duoc )?(?:nhung )?gi(?: .{0,20})?"
)
_HELP = r"(?:giup|help|huong dan|tro giup)(?: (?:toi|minh|em|me|voi|su dung|cach dung))*"
_NOTHING = r"(?:ok|oke|da|vang|uh|u|test|thu|xong|hay qua|tot)+"
_SAID = re.compile(rf"(?:{_HELLO}|{_THANKS}|{_WHO_ARE_YOU}|{_HELP}|{_NOTHING})(?: (?:{_HELP}|{_WHO_ARE_YOU}))?")


def greet(text: str, plans: Sequence[Plan]) -> Answer | None:
    """The reply to a message that asks nothing, or None where something is asked."""
    said = " ".join(re.findall(r"[a-z]+", fold(text)))
    if said and not _SAID.fullmatch(said):
        return None
    if re.search(r"\d", text):
        return None
    texts = load("answers")
    places = ", ".join(dict.fromkeys(place_of(plan) for plan in plans))
    placed = [plan for plan in plans if plan.place]
    asked = [f"{texts[f'example_{number}']} ở {place_of(plan)}?" for number, plan in enumerate(placed[:3], 1)]
    options = tuple(Option(question, question) for question in asked)
    return Answer(Outcome.CLARIFY, Statement(texts["hello"].format(places=places)), options=options)
