"""What in a message is an order to the bot, and what must not be answered: the rest is the question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.syllables import fold
from retrieval.understanding.everyday import find_units
from retrieval.understanding.harm import Harm, find_harm


@dataclass(frozen=True, slots=True)
class Screened:
    """A message without the orders in it: what is asked, what was set aside, and why it is refused, if it is."""

    asked: str
    orders: str = ""
    harm: Harm | None = None


# All patterns are read over folded text, so that a message counts the same with and without accents; where two
# words fold to one ("khống" and "không", "giả" and "gia"), the words around it tell them apart.
_BOT = (
    r"(?:bot|(?<!bien )(?<!van )(?<!uy )(?<!phong )(?<!truong )(?<!thon )ban(?! (?:em|nao|ta|chi dao|thuong|van"
    r"|quan ly|chap hanh|dan|thi dua|dai dien|giam|tuyen giao|hanh|to chuc))|may(?! moc| tinh))"
)
_RULES_NOUN = r"(?:huong dan|chi dan|quy tac|luat|chi thi|menh lenh|lenh|cau lenh|yeu cau|cau hinh|quy dinh)"
_DROP = r"(?:bo qua|quen|phot lo|lo di|vo hieu hoa|xoa bo|ignore|forget|bypass)"
_ORDER = re.compile(
    rf"(?:^|[,;:(\]] *|\b(?:hay|bay gio|tu gio|xin|vui long|nho|{_BOT}) ){_DROP}"
    rf"(?:(?: (?:het|di|luon|ngay|moi|tat ca|toan bo|cac|nhung|cai))+ {_RULES_NOUN}\b"
    rf"| {_RULES_NOUN}\b(?= *(?:[,.;:!]|$|(?:di|cu|nay|truoc|tren|o tren|ben tren|he thong|cua {_BOT})\b))"
    rf"|(?: \w+)? (?:van ban|tai lieu|ke hoach) di\b)"
    rf"(?:.{{0,12}}\b(?:truoc(?: do)?|o tren|ben tren|he thong|cua {_BOT}))?"
    rf"|\b{_DROP}\b.{{0,30}}\b{_RULES_NOUN} (?:truoc(?: do)|o tren|ben tren|he thong|cua {_BOT})"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|previous|above"
    r"|guidelines?)"
    r"|\b(?:tu gio|tu bay gio|tu nay|ke tu (?:gio|nay)|bay gio),? (?:(?:hay|phai|ban|may|cu|chi duoc|chi|em) )+"
    r"(?:tra loi|dap|noi(?! (?:voi|chuyen|cho|sao|the nao|gi))|la|dong vai|coi|khang dinh)\b"
    r"|\b(?:hay|phai|cu|chi duoc)(?: chi| luon)? (?:tra loi|noi|khang dinh|dap) (?:rang|la)\b"
    r"|\b(?:hay|cu|chi duoc)(?: chi| luon)? (?:tra loi|noi|khang dinh|dap)\b.{0,12}\b(?:rang|la)\b"
    r"|\b(?:tra loi|noi|khang dinh)(?: giup| voi)?(?: toi| minh| em)? rang\b"
    r"|\b(?:(?:hay )?dong vai(?! tro)|gia vo (?:la|lam|nhu|ban|khong|minh)|gia su ban|roleplay|pretend|act as"
    r"|you are now"
    r"|ban la (?:mot |hacker|admin|chatgpt)|ban (?:gio|bay gio|nay) la)\b"
    r"|\b(?:developer mode|che do nha phat trien|jailbreak|dan mode|che do (?:admin|quan tri|khong gioi han))\b"
    r"|\b(?:answer|say|reply|respond|tell me)\b.{0,20}\b(?:that|with|only|as)\b"
    r"|^\W*(?:system|admin|developer|he thong|assistant)\s*[:>\]]"
    r"|</?(?:system|instructions?|prompt|im_start|im_end)\b|\[/?inst\]|<\|"
)
_SAID_OF = re.compile(r"\s*(?:[,.;:!?]|\b(?:chi|phai|can|giam|duoc|la|thi|con|khong|bi|deu)\b)")
"""Where what is said of a unit begins."""
_PARTS = re.compile(r"(?<=[.!?;\n])\s+|\n+")
_FILLER = re.compile(
    r"\b(?:va|roi|sau do|please|lam on|xin|vui long|nhe|nha|a|di|ok|em|anh|chi|ban|bot|toi|minh|hay|cho|giup"
    r"|voi|nay|cua"
    r"|then|and|the|now|thi|de|hello|chao|dau tien)\b|\W"
)


def screen(message: str) -> Screened:
    """Tell the question in a message from the orders in it, and say whether it must be refused.

    Orders are set aside, never followed; what was said in them may still name the place asked about. A message that
    holds nothing but orders is refused, and so is one that asks for a person's data or for figures to be made up.
    """
    kept: list[str] = []
    orders: list[str] = []
    for part in _PARTS.split(message):
        question, order = _without_order(part)
        orders += [order] if order else []
        kept += [question] if question else []
    harm = find_harm(" ".join(kept))
    if harm is Harm.RULES and len(kept) > 1:
        ordering = [part for part in kept if find_harm(part) is Harm.RULES]
        orders += ordering
        kept = [part for part in kept if part not in ordering]
        harm = find_harm(" ".join(kept))
    asked = " ".join(kept).strip()
    if asked and orders and not find_units(asked):
        asked = f"{_units_in(' '.join(orders))}{asked}"
    if harm is None and orders and not _FILLER.sub("", fold(asked)):
        harm = Harm.RULES
    return Screened(asked, " ".join(orders), harm)


def _units_in(orders: str) -> str:
    """Those an order speaks of, with what tells them apart, to open the question beside it: "xã ở Ninh Thuận: "."""
    units = find_units(orders)
    if not units:
        return ""
    said = _SAID_OF.search(fold(orders), units[0].span.end)
    return f"{orders[units[0].span.start : said.start() if said else units[0].span.end].strip()}: "


def _without_order(part: str) -> tuple[str, str]:
    """A sentence without the order in it, and the order: a clause that asks something after a comma stays."""
    folded = fold(part)
    found = _ORDER.search(folded)
    if not found or len(folded) != len(part):
        return part.strip(), ""
    comma = re.search(
        r"[,:\n] *(?=[^,:]*\b(?:bao nhieu|may|nao|gi|ai|sao|khong|chua|how|what|who)\b)", folded[found.end() :]
    )
    if comma:
        cut = found.end() + comma.end()
        rest = (part[: found.start()] + " " + part[cut:]).strip()
        return rest, part[found.start() : cut]
    head = part[: found.start()].strip(" ,")
    return (head, part[found.start() :]) if len(head.split()) > 3 else ("", part)
