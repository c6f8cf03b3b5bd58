"""What in a message is an order to the bot, and what must not be answered: the rest is the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from documents.syllables import fold


class Harm(StrEnum):
    """Why a message is refused."""

    RULES = "rules"
    PERSONAL = "personal"
    MADE_UP = "made_up"


@dataclass(frozen=True, slots=True)
class Screened:
    """A message without the orders in it: what is asked, what was set aside, and why it is refused, if it is."""

    asked: str
    orders: str = ""
    harm: Harm | None = None


# All patterns are read over folded text, so that a message counts the same with and without accents; where two
# words fold to one ("khống" and "không", "giả" and "gia"), the words around it tell them apart.
_RULES_NOUN = r"(?:huong dan|chi dan|quy tac|luat|chi thi|menh lenh|lenh|cau lenh|yeu cau|cau hinh|quy dinh)"
_ORDER = re.compile(
    rf"\b(?:bo qua|quen(?: di| het)?|phot lo|lo di|vo hieu hoa|xoa bo|ignore|forget|bypass)\b.{{0,30}}\b{_RULES_NOUN}\b"
    r"(?:.{0,12}\b(?:truoc(?: do)?|o tren|ben tren|he thong|cua (?:ban|may|bot|em)))?"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|previous|above|guidelines?)"
    r"|\b(?:tu gio|tu bay gio|tu nay|ke tu (?:gio|nay)|bay gio)\b.{0,12}\b(?:hay|phai|ban|may|cu|chi|em)\b"
    r".{0,12}\b(?:tra loi|noi|la|dong vai|coi|khang dinh)\b"
    r"|\b(?:hay|phai|cu|chi duoc)(?: chi| luon)? (?:tra loi|noi|khang dinh|dap)\b.{0,12}\b(?:rang|la)\b"
    r"|\b(?:tra loi|noi|khang dinh)(?: giup| voi)?(?: toi| minh| em)? rang\b"
    r"|\b(?:hay dong vai|dong vai|gia vo (?:la|lam|nhu|ban|khong|minh)|gia su ban|roleplay|pretend|act as|you are now"
    r"|ban la (?:mot |hacker|admin|chatgpt)|ban (?:gio|bay gio|nay) la)\b"
    r"|\b(?:developer mode|che do nha phat trien|jailbreak|dan mode|che do (?:admin|quan tri|khong gioi han))\b"
    r"|\b(?:answer|say|reply|respond|tell me)\b.{0,20}\b(?:that|with|only|as)\b"
    r"|^\W*(?:system|admin|developer|he thong|assistant)\s*[:>\]]"
    r"|</?(?:system|instructions?|prompt|im_start|im_end)\b|\[/?inst\]|<\|"
)
_INSIDES = re.compile(
    r"\b(?:system|he thong|developer)[ _-]?(?:prompt|message|instruction)"
    r"|\b(?:prompt|cau lenh) (?:he thong|goc|cua (?:ban|bot|may|em)|ban dau|an)\b"
    r"|\b(?:in|hien|tiet lo|cho (?:toi |minh |em )?(?:xem|biet)|doc|lo|show|print|reveal|repeat|dua)\b.{0,25}"
    rf"\b(?:prompt|instructions|{_RULES_NOUN} (?:an|bi mat|noi bo|cua (?:ban|bot|may|he thong))|token|api ?key|khoa api|ma bot"
    r"|mat khau|khoa bi mat|ma nguon|bien moi truong)\b"
)
_PRIVATE = re.compile(
    r"\b(?:so (?:dien thoai|dt|phone|di dong|zalo|tai khoan|cmnd|cccd|can cuoc|chung minh)|sdt|dien thoai|cmnd|cccd"
    r"|can cuoc|chung minh (?:thu|nhan dan)|email|facebook|zalo|dia chi|nha rieng|ngay sinh|sinh nam|que quan"
    r"|bao nhieu tuoi|may tuoi|(?:tien|muc) luong|luong (?:thang|bao nhieu|cua)|benh an|so ho khau|ly lich|nha o dau)\b"
)
_PERSON = re.compile(
    r"\b(?:ong|(?:cua|cho|gap) (?:anh|chi|co|chu|bac|ba)|(?:pho )?chu tich|(?:pho )?bi thu|(?:pho )?giam doc"
    r"|(?:pho )?truong (?:phong|ban|thon)|can bo|cong chuc|nguoi (?:ky|dan|do|nay|phu trach|ngheo)|lanh dao|chu ho"
    r"|thu truong|chuyen vien|ho (?:ngheo|can ngheo|nao|do|gia dinh)|ca nhan)\b"
)
_PUBLIC = re.compile(
    r"\bquy (?:[\"“'] ?)?(?:vi nguoi ngheo|thi dua)|\b(?:tong dai|duong day nong|hotline)\b.*"
    r"|\b(?:phong|so|uy ban|ubnd|van phong|trung tam)\b(?! (?:dien thoai|dt|nha|ho|can|tai)\b).{0,60}\b(?:ho ngheo|lanh dao)\b"
)
"""Whom anybody may call or pay to: a fund, a hotline, an office. What they are for is no person."""
_NAMES = re.compile(
    r"\b(?:(?<!khoi )(?<!trong )(?<!vao )danh sach|ho va ten|ho ten|ten tuoi|ten|liet ke ten|nhung ai la|ai la)(?: cua| cac| nhung| tung| moi| tat ca)*"
    r" (?:ho ngheo|ho can ngheo|ho dan|nguoi ngheo|ho moi thoat ngheo|ca nhan duoc khen|chu ho)\b"
)
_ABOUT_PAPERS = re.compile(
    r"\b(?:tieu chuan|dieu kien|tieu chi|co can|can co|gom|kem|phai co|lap|nop|niem yet"
    r"|cong khai|dan (?:nha|bang)|may ngay|bao nhieu ngay|bao lau)\b"
)
_RECORD = r"(?:bien ban|so phieu|so ho|so lieu|con so|ty le|ti le|bao cao|ngay ky|danh sach|ho so|bang diem|phieu cham)"
"""What is changed after the fact: minutes, votes, counts."""
_MADE_UP = re.compile(
    r"\bbia(?: giup| gium| cho| ho)?(?: em| toi| minh)? (?:ra|dat|so|may|con|them|bao|ho|bang|bieu|ty le|ti le|thanh tich|ket qua)\b"
    r"|\bbia(?: luon| ca| dai)*(?: giup| gium| cho| ho)?(?: em| toi| minh)? (?:chu ky|bien ban|minh chung|giay to|so lieu|ten)\b"
    r"|\b(?:so lieu|con so|ty le|ti le)\b.{0,30}\b(?:tu nghi|tu bia|tu che|tu dat|nghi ra)\b"
    r"|\b(?:nguy tao|gia mao|khai (?:man|gian|lao)|nang khong|ke khong|xao nau|hop thuc hoa|gian lan|qua mat|noi doi|fake)\b"
    r"|\b(?:che ra|lam dep|phu phep|khai khong|lam gia)(?: ra| cac| mot)? (?:so|con so|bao cao|ho so|ty le|ti le"
    r"|thanh tich|bien ban|giay to|chu ky|minh chung|phieu)\b|\b(?:ky gia|gia mao|gia) chu ky\b|\bso phieu khong\b(?= (?:cho|de|thanh))"
    r"|\b(?:ha|nang|sua|chinh|giam)\b.{0,25}\b(?:ty le|ti le|so ho|so lieu)\b.{0,25}\btren giay(?: to)?\b"
    r"|\b(?:viet|lam|soan|lap)\b.{0,25}\bvoi so lieu khong\b"
    r"|\b(?:so lieu|con so|bao cao|bien ban|minh chung|giay to|ho so) (?:gia|ao|bia)\b(?! dinh| tri| tang)"
    r"|\b(?:viet|lam|tao|dien|ghi|lap|ke|soan|nghi ra|dung|cho)\b.{0,25}\b(?:so lieu|con so|bao cao|ho so) khong"
    r"\b(?= (?:cho|de|vao|trong|\d|ve|cua|nop|gui|co that))"
    r"|\b(?:viet|lam|tao|dien|sua|chinh|nghi ra|doi|bot|giau)\b.{0,20}\b(?:so lieu|con so)\b"
    r".{0,40}\b(?:de|sao cho|cho)\b.{0,25}\b(?:dat|du|dep|duoc khen|dung chuan)\b"
    r"|\b(?:sua|chinh|chinh sua|keo)(?: (?:giup|ho|dum|gium|lai|bot|cho|luon|em|toi|minh|cac|nhung))*"
    r" (?:con so|so lieu|so ho|ty le|ti le)\b[^.?!]{0,70}\b(?:de|sao cho|cho)\b.{0,12}"
    r"\b(?:khop|dat|du|dep|vua|lot|duoc khen|dung chuan)\b"
    r"|\b(?:soan|viet|lam|lap|tao|ke)\b.{0,15}\b(?:bien ban|minh chung|giay to|danh sach|chu ky)(?: \w+){0,3} gia\b"
    r"(?=\s*(?:$|[,.;!?]|(?:de|cho|roi|giup|va)\b))"
    r"|\b(?:sua|chinh|chinh sua|dieu chinh|giau|giau bot)\b.{0,12}\b(?:ty le|ti le|so ho)\b.{0,40}\b(?:de|sao cho|cho)\b.{0,25}"
    r"\b(?:dat|du|dep|duoc khen|dung chuan)\b"
    rf"|\b(?:sua|chinh|thay)(?: (?:giup|ho|dum|gium|lai|cho|luon|em|toi|minh|cac|nhung|ca|khong))* {_RECORD}\b"
    r"[^.?!]{0,60}\b(?:(?:thanh|len|xuong) \d|(?:tut|ha xuong|giam xuong|nang len|kip nop)\b)"
)
_UNTRUE = re.compile(
    r"\b(?:số liệu|con số|số phiếu|phiếu|chữ ký|báo cáo|hồ sơ|tỷ lệ|tỉ lệ|danh sách|kê|khai|nâng|làm|biên bản|minh chứng)"
    r"\s+(?:khống|giả)\b"
    r"|\b(?:biên bản|minh chứng|giấy tờ|danh sách)(?:\s+\w+){1,3}\s+(?:khống|giả)\b(?!\s+(?:định|sử|thiết))",
    re.IGNORECASE,
)
_ABOUT_HARM = re.compile(r"\b(?:bi xu ly|xu phat|bi phat|ky luat|bi thu hoi|co bi|phat hien|chong|tranh|ngan|to cao)\b")
_PARTS = re.compile(r"(?<=[.!?;\n])\s+|\n+")
_FILLER = re.compile(
    r"\b(?:va|roi|sau do|please|lam on|xin|vui long|nhe|nha|a|di|ok|em|anh|chi|ban|bot|toi|minh|hay|cho|giup|voi|nay|cua"
    r"|then|and|the|now|thi|de|hello|chao|dau tien)\b|\W"
)


def screen(message: str) -> Screened:
    """Tell the question in a message from the orders in it, and say whether it must be refused.

    Orders are set aside, never followed; what was said in them may still name the place asked about. A message that
    holds nothing but orders is refused, and so is one that asks for a person's data or for figures to be made up.
    """
    kept: list[str] = []
    orders: list[str] = []
    insides = False
    for part in _PARTS.split(message):
        question, order = _without_order(part)
        insides = insides or bool(_INSIDES.search(fold(part)))
        if order:
            orders.append(order)
        if question and not _INSIDES.search(fold(question)):
            kept.append(question)
    asked = " ".join(kept).strip()
    harm = _harm(asked)
    if harm is None and (insides or orders) and not _FILLER.sub("", fold(asked)):
        harm = Harm.RULES
    return Screened(asked, " ".join(orders), harm)


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


def _harm(asked: str) -> Harm | None:
    folded = fold(asked)
    if not _ABOUT_HARM.search(folded) and (_MADE_UP.search(folded) or _UNTRUE.search(asked)):
        return Harm.MADE_UP
    listed = _NAMES.search(folded) and not _ABOUT_PAPERS.search(folded)
    if listed or (_PRIVATE.search(folded) and _PERSON.search(_PUBLIC.sub(" ", folded))):
        return Harm.PERSONAL
    return None
