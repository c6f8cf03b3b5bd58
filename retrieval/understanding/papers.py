"""What a question asks of a plan as a paper: the years it is for, the documents it names, what one of these says."""

from __future__ import annotations

import re

_DECREES = r"van ban|quyet dinh|nghi quyet|huong dan|nghi dinh|quy che|luat|thong tu|tai lieu|chi thi|cong van"
DECREE, PAPER = rf"(?:{_DECREES})", rf"(?:{_DECREES}|ke hoach)"
"""Papers that are no plans, and all of them."""
SENT = r"bao cao|ho so|danh sach|don |bien ban|hop dong|gui|nop|so ket|tong ket"
"""What is sent or held at a time that a plan sets."""

_PLAN = r"(?:ke hoach|van ban|phong trao|dot (?:thi dua|phat dong))"
_SET = (
    rf"{SENT}|giam|(?<!nguoi )ngheo|ty le|ti le|muc tieu|chi tieu|tieu chuan|tieu chi|khen|thuong|dat "
    r"|dang ky|kiem tra|tap huan|nha |quy |phan dau|xep loai|kinh phi|danh hieu"
)
"""What a plan sets a time for."""
_LASTS = (
    r"(?:dung|xai|sai|lam|chay|keo dai|ap dung|trien khai|thuc hien|tinh|hieu luc|gia tri|het|su dung)(?: duoc)?"
    r"(?: thoi gian)?(?: (?:cho|trong|den|toi|tu|vao))?(?: het)?"
)
_HOLDS = (
    r"(?:dung(?! (?:khong|la|chua)\b)|xai|sai|ap dung|hieu luc|gia tri|(?:lam )?can cu|(?:lam |lay )?theo"
    r"|(?:lay|dem) ra|su dung)"
)
_WHEN = r"(?:khi nao|bao gio|luc nao|chung nao)"
_PERIOD = re.compile(
    rf"(?:\b{_PLAN}\b(?:(?!{_SET}).){{0,60}}\b|^(?:cua )?)(?:"  # a number blanks the plan it names
    rf"{_LASTS} (?:(?:nhung |cac |tu )?nam (?:nao|may)|(?:may|bao nhieu) nam|bao lau|(?:thoi gian|giai doan) nao)"
    rf"|(?:chay|keo dai|ap dung|thuc hien|hieu luc|gia tri)(?: \w+)? (?:tu|den|toi)(?: het)?"
    rf" (?:(?:ngay|thang) (?:nao|may)|{_WHEN})"
    rf"|{_WHEN}(?: (?:thi|moi|la))? het(?! \w)"
    r"|(?:het|qua)(?: (?:thoi gian|thoi han|han|hieu luc|thoi|giai doan))+(?: \w+){0,2} chua)\b"
)
_DAY = r"(?:ngay|hom|luc|khi)(?: thang)?(?: nam)? (?:nao|may|bao nhieu|gi)"
_OWN_DAY = re.compile(
    rf"\b(?:ke hoach|van ban)\b(?:(?!{SENT}).){{0,50}}\b(?:de|ky|ra|ban hanh|ghi|ra doi)(?: ten| ban hanh)?(?: vao)?"
    rf"(?: la)? {_DAY}\b"
    r"|\b(?:ke hoach|van ban)(?: so \S+)?(?: nay| do)?(?: la| cua| o| ra)? ngay bao nhieu\b"
    rf"|^(?:(?!{SENT}).)*\b(?:de|ky)(?: ban hanh)?(?: vao)? {_DAY}\b"
    r"|\bngay (?:ky|ban hanh|de)(?: (?:that|chinh xac|chinh thuc|dung))*(?: (?:cua|tren|ra|ghi))*"
    r" (?:(?:ban )?(?:ke hoach|van ban)|(?:no|ban nay|cai nay)\b.{0,12}\b(?:nao|may|gi|bao nhieu))\b"
)
"""The day a plan was issued on, not one that it sets."""
_FOLLOWED = re.compile(
    rf"\b(?:theo|dua (?:tren|vao|theo)|can cu(?: vao)?|thuc hien|trien khai) {PAPER}"
    r" (?:nao|gi|so (?:may|nao|bao nhieu))\b"
)
_REVIEW = re.compile(r"\b(?:so|tong) ket\b")
_STILL = re.compile(
    rf"\bcon\b(?: \w+){{0,2}} {_HOLDS}(?: \w+)?(?: (?:duoc|nua|khong|chua)){{1,2}}\b"
    rf"|^(?=(?:(?!{_SET}).)*\b{_PLAN}\b)(?=.*\b20\d\d\b)(?:(?!{_SET}).)*\b{_HOLDS}\b"
    rf"(?:(?!{_SET}).)*\b(?:khong|chua|ko)\b"
)

_MANY = (
    r"(?:cac|nhung|moi|toan bo|tat ca|may|bao nhieu|danh sach|liet ke|ke (?:ten|ra|het)|so hieu|ten)"
    rf"(?: (?:so hieu|ten|cac|nhung))*(?: cua)? {DECREE}"
)
_NAMED = (
    r"(?:nhac|vien dan|dan (?:chieu|ra|den|toi)|dan(?= *\W*$)|(?:duoc|co) neu|neu (?:ten|so)|ke ten|trich|de cap"
    r"|noi (?:den|toi)|co ten|lien quan|dua (?:vao|tren|theo)|bam (?:theo|vao|sat)|can cu|lam co so"
    r"|de (?:thuc hien|trien khai)|ra doi)"
)
_ALL = re.compile(
    rf"\b(?<!gom ){_MANY}\b(?!.*\bho so\b).{{0,60}}\b(?:{_NAMED}|(?:co |nam )?(?:trong|tai|o) (?:ban )?ke hoach)\b"
    rf"|\bke hoach\b.{{0,60}}\b{_NAMED}\b.{{0,15}}\b{_MANY}\b"
)
_EVERY = re.compile(
    r"\b(?:vien dan|dan chieu|nhac|neu|trong (?:ban )?ke hoach|so hieu|de cap|noi (?:den|toi)|lien quan|co ten"
    r"|ke ten)\b|\bdan(?: ra| den| toi)?\W*$"
)
_RESTED = re.compile(r"\b(?:dua (?:vao|tren|theo)|bam (?:theo|vao|sat)|thuc hien|trien khai|cu the hoa)\b")
_FORM = re.compile(
    r"\b(?:mau|bieu)(?: (?!van ban)\w+){0,3}? so (?:may|nao|bao nhieu)\b(?! (?:cua|do) )"
    r"|\bkem(?: theo)? (?:mau|bieu)\b"
)

_NUMBERED = (
    r"(?:(?:quyet dinh|nghi quyet|nghi dinh|ke hoach|huong dan|thong tu|chi thi|cong van|ket luan|luat)(?: so)? \d"
    r"|\d+ ?[-/] ?[a-z]{2})"
)
_OPENING = (
    r"(?:(?:cho|toi|em|minh|xin|hoi|biet|theo|trong|tai|o|thi|vay|the|noi dung|cua|da|a|anh|chi|ban|nhu|van ban)\W+)*"
)
_SAYS = re.compile(rf"^\W*{_OPENING}{_NUMBERED}|\b(?:cua|trong|theo|tai|o)(?: (?:noi dung|tinh than))? {_NUMBERED}")
_RELATED = re.compile(
    r"\b(?:thuc hien|trien khai|can cu|thay|thay the|thay cho|nhac den|nhac toi|vien dan|dan chieu|cu the hoa|dua vao"
    rf"|dua tren)(?: theo| vao| noi dung)? {_NUMBERED}"
    r"|\b(?:duoc|ma) (?:\w+ ){0,5}?(?:can cu|nhac|vien dan)\b|\bve (?:viec |van de |noi dung |chuyen )?gi\b"
    r"|\bcua (?:ai|co quan nao|don vi nao)\b"
)
"""How a plan stands to the document, or what the plan says in naming it."""
_OF_DOCUMENT = re.compile(
    rf"\W*{_OPENING}{_NUMBERED}\S*(?: (?!thi\b|nen\b)\S+){{0,12}}?"
    r" (?:quy dinh|cho phep|de ra|yeu cau|dat ra|neu|ghi|noi|giao)\b"
)
"""Where a document stands first, as what says something."""
_NAMED_DECREE = re.compile(rf"\b(?!van ban\b){DECREE}\b(?! nay)")
_SETS = re.compile(
    r"\b(?:de ra|dat ra|giao|yeu cau|quy dinh|neu ra)(?: (?:nhung|cac|bao nhieu|may))*(?: \w+){0,3}"
    r" (?:gi|nao|bao nhieu)\b"
)
"""What only the document itself can tell: "đề ra những giải pháp gì"."""


def asks_own_day(folded: str) -> bool:
    """Whether it is asked on which day a plan itself was issued, not the one that it follows."""
    return bool(_OWN_DAY.search(folded)) and not asks_followed(folded)


def asks_followed(folded: str) -> bool:
    """Whether it is asked which paper something is done by: "theo văn bản số mấy"."""
    return bool(_FOLLOWED.search(folded))


def asks_period(folded: str) -> bool:
    """Whether it is asked for which years a plan is, or whether it still holds: not for a time that it sets."""
    return bool(_PERIOD.search(folded) or _STILL.search(folded)) and not _REVIEW.search(folded)


def asks_papers(folded: str) -> bool:
    """Whether all the documents are asked for that a plan names, or that it rests on."""
    return bool(_ALL.search(folded))


def asks_every_paper(folded: str) -> bool:
    """Whether a list of documents is to hold all that a plan names."""
    return bool(_EVERY.search(folded))


def asks_rested_on(folded: str) -> bool:
    """Whether a list of documents is to hold what a plan carries out, besides those it stands on by its head."""
    return bool(_RESTED.search(folded))


def asks_form(folded: str) -> bool:
    """Whether a form is asked for by its number: a form is no document."""
    return bool(_FORM.search(folded))


def asks_content(folded: str) -> bool:
    """Whether it is asked what a document that is named by its number says itself."""
    return bool(_SAYS.search(folded)) and (not _RELATED.search(folded) or bool(_SETS.search(folded)))


def asks_of_document(folded: str) -> bool:
    """Whether a document that is named by its number is what is asked about: "Hướng dẫn 203 quy định …"."""
    return bool(_OF_DOCUMENT.match(folded))


def names_decree(folded: str) -> bool:
    """Whether a paper is named that is no plan."""
    return bool(_NAMED_DECREE.search(folded))


def names_plan(folded: str) -> bool:
    """Whether a plan is named by a number, be it the right one or not."""
    return bool(re.search(r"\bke hoach(?: so)? \d", folded))
