"""What kind of thing a question asks for, told from its wording."""

from __future__ import annotations

import re
from enum import StrEnum

from documents.facts.parts import COUNCIL
from retrieval.understanding.papers import (
    DECREE,
    PAPER,
    asks_followed,
    asks_form,
    asks_own_day,
    asks_papers,
    asks_period,
)


class Ask(StrEnum):
    """What a question wants to be told."""

    FIGURE = "figure"
    DATE = "date"
    DURATION = "duration"
    OFFICE = "office"
    DOCUMENT = "document"
    CONDITIONS = "conditions"
    TASKS = "tasks"
    DIFFERENCE = "difference"
    EXTREME = "extreme"
    SUMMARY = "summary"
    VALIDITY = "validity"
    SIGNER = "signer"
    IDENTITY = "identity"
    ISSUER = "issuer"
    TITLE = "title"
    LOCALITY = "locality"
    MEANING = "meaning"
    CONFIRM = "confirm"
    LISTING = "listing"
    RECIPIENTS = "recipients"
    PERSON = "person"
    TEXT = "text"


class Topic(StrEnum):
    """The part of a plan a question is about."""

    CRITERION = "criterion"
    TARGET = "target"
    REPORT = "report"
    DOSSIER = "dossier"
    AWARD = "award"
    REVIEW = "review"
    BASIS = "basis"
    TASK = "task"


_COUNTED = r"(?:tap the|ca nhan|ho(?! tro)|nguoi|bo|giay khen|bang khen|mo hinh|lan|tin|bai|xa|huyen|thon|ban|buon|can nha|nha|suat|lao dong|doan|dot|buoi|lop)"

# Over folded text, abbreviations opened; every pattern that is found counts.
_ASKS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, re.compile(pattern))
    for ask, pattern in (
        (Ask.DURATION, r"\b(?:may|bao nhieu) (?:nam|thang|ngay|tuan)\b(?! nay| (?:19|20)\d\d)|\bbao lau\b|\bnam lien tuc\b.*\b(?:may|bao nhieu)\b|\bso nam\b|\b(?:cho|doi|mat) (?:\w+ )?lau hon\b"),
        (Ask.FIGURE, r"\b(?:giam|bot|ha|keo)(?: duoc)?(?: ho)?(?: ngheo)? (?:co|den muc) nao\b|(?<!\bngay )\bbao nhieu\b(?! (?:nam|thang|ngay)\b(?! (?:19|20)\d\d))|\bmay (?:%|phan tram|diem|phan)|\bmuc (?:nao|may)\b|\bmuc (?:giam|ty le|ti le|chi tieu)\b|\bduoi may\b"
         rf"|\bmay {_COUNTED}\b(?! (?:nhu|kia|do|nay|ay)\b)|\bso luong\b|\btoi da\b.*\b(?:may|nhieu)|\b(?:con|giam|duoi|tren|dat) may\b|\bmay y\b|\bmay (?:chuc |tram )?(?:trieu|nghin|ngan|dong|ty|tien)\b"
         r"|\b(?:ty|ti) le .*\b(?:the nao|ra sao)\b|\bmay %|\bnguong\b|\bhow (?:much|many)\b"),
        (Ask.DATE, r"\bngay (?:nao|may|bao nhieu|gi)\b|\b(?:thoi )?han (?:chot|cuoi|nop|gui|bao cao|dang ky|la|den|may|nao|ngay|khi|cua)\b"
         r"|(?<!no qua )\bhan\b.*\b(?:nao|may|khi)\b|\bthoi han\b|\b(?:khi|luc|chung|hoi|hom|dip) nao\b|\bhom may\b|(?<!khong )(?<!chang )\bbao gio\b|\bthoi (?:gian|diem) (?:nao|nop|gui|bao cao|to chuc|so ket|tong ket)"
         r"|\b(?:thang|quy|nam) nao\b(?! cung)|(?<!moi )(?<!hang )(?<!mot )(?<!tung )\b(?:thang|quy|nam) may\b|\btruoc ngay\b.*\b(?:nao|may)\b|\b(?:moc|han) (?:thoi gian|khong con|het)\b|\b(?:cac|nhung|may) moc (?:nop|gui|bao cao)\b|\bngay (?:nop|gui|bao cao)\b|\bwhen\b|\bhan chot\b"),
        (Ask.OFFICE, r"\bai\b|\b(?:co quan|don vi|bo phan|phong|so|ban|cap|nganh|to chuc|hoi dong|doan the|(?:o|tai|ve) cho|(?:gui|nop|ve|den|toi|cho|nhung|cac|do) noi) nao\b|\b(?:o|ve|den|toi|cho|qua) dau\b"
         r"|\b(?:gui|nop|bao cao|trinh|phan anh|chuyen) (?:cho |ve |len |qua )?(?:dau|ai)\b|\bphong gi\b|\bco quan gi\b|\b(?:noi|co quan|don vi|dau moi) (?:tiep )?nhan (?:ho so|bao cao|giay to)\b|\bnoi nao (?:tiep )?nhan\b|\bwho\b"
         r"|\b(?:liet ke|ke(?: ten| ra)?|neu)(?: (?:ten|ra|cac|nhung|tat ca))* (?:co quan|don vi|so nganh|phong ban)\b(?! (?:bao cao|gui))"),
        (Ask.DOCUMENT, rf"\b{DECREE} (?:nao|gi|so may|so bao nhieu|so nao|may)\b|\bke hoach (?:so may|so bao nhieu|so nao)\b"
         r"|\b(?:theo|can cu|vao|thuc hien|dua|trong|boi|tai|o)(?: \w+){0,2} ke hoach nao\b|\b(?:ke hoach|van ban)\b.*\bcan cu (?:vao )?(?:dau|gi|nao)\b|\bvan ban khac\b"
         r"|\b(?:co so|can cu) phap ly\b|\bvien dan\b|\btheo (?:dau|cai gi)\b|\bso may\b|\bcac can cu\b|\bcan cu\b.*\b(?:nao|gi)\b"
         rf"|\b(?:ai|van ban|{PAPER} nao|cai gi) quy dinh\b|\b(?:cac|nhung) {PAPER} (?:duoc )?(?:can cu|vien dan|neu|nhac)|\b(?:cac|nhung) {PAPER}\b.{{0,50}}\b(?:dan chieu|vien dan|nhac (?:den|toi)|lam can cu|dua vao)\b|\bdua tren\b.*\bnao\b"),
        (Ask.CONDITIONS, r"\b(?:dieu kien|tieu chuan|tieu chi|yeu cau)\b.*\b(?:gi|nao|sao|nhung|cac|day du|ra sao|the nao|may)\b"
         r"|\b(?:nhung|cac|liet ke|danh muc|neu|cho (?:toi |minh |em )?(?:xin|biet)) (?:ro )?(?:cac |nhung )?(?:dieu kien|tieu chuan|tieu chi|yeu cau)\b"
         r"|\b(?:phai|can|nen) (?:lam|co|dat|dap ung)?\s?(?:nhung |them )?(?:dieu |viec )?gi\b|\bcan (?:them )?(?:nhung )?gi\b"
         r"|\blam (?:sao|the nao|cach nao)\b.*\b(?:duoc|dat|de)\b|\bthe nao (?:thi|moi|la) (?:duoc|dat|du)\b|\b(?:duoc|dat) khen khi nao\b"
         r"|\b(?:tieu chuan|tieu chi|dieu kien)\b(?=[^?]*(?:\?|$))(?!.*\b(?:bao nhieu|may|ngay|ai|dau|van ban|khong)\b)"
         r"|\bdat tieu chuan\b.*\b(?:nhu )?the nao\b|\bduoc khen\b.*\b(?:the nao|ra sao)\b|\bmay y\b"
         r"|\b(?:dat|du|lam|can|phai)(?: (?:duoc|du|dat|lam))*(?: (?:nhung|may|cac|cai))+ (?:gi|y|dieu|cai|muc|khoan|viec)\b"
         r"|\blam duoc (?:nhung )?gi\b.*\b(?:moi|thi)\b|\bmuon duoc khen\b.*\b(?:sao|the nao)\b"),
        (Ask.TASKS, r"\b(?:lam|co|giao|thuc hien|dam nhan|lo|phu trach|chiu)\b.{0,30}\b(?:viec|nhiem vu|trach nhiem|vai tro|phan viec) (?:gi|nao|nhung gi)\b"
         r"|\b(?:lam|lo|phu trach|dam nhan|chiu)(?: \w+)? (?:phan|khau|mang|cong doan) (?:nao|gi)\b|\b(?:viec|nhiem vu|trach nhiem|vai tro) (?:gi|nao|cua|ra sao|the nao)\b|\b(?:lam|phai lam|lo|can lam|duoc giao) (?:nhung )?gi\b"
         r"|\b(?:nhiem vu|trach nhiem|vai tro|phan viec) cua\b|\bduoc (?:phan cong|giao)\b.*\bgi\b"
         r"|\b(?:ke|neu|liet ke|noi|tom tat)\b.{0,15}\b(?:viec|cong viec|nhiem vu)\b.{0,20}\bcua\b|\bviec cua (?:tung|moi|cac)\b"),
        (Ask.EXTREME, r"\b(?:thap|cao|it|nhieu|nhanh|som|muon|chat|kho|de|lon|nho) nhat\b(?<!it nhat)(?<!nhieu nhat)"
         r"|\b(?:noi|tinh|huyen|dau|ke hoach|ben|cho) nao\b.*\b(?:cao|thap|it|nhieu|som|muon|chat|kho|de|lau|nhanh|cham|ngat|nang|nhe)(?: \w+){0,4} (?:nhat|hon)\b"),
        (Ask.DIFFERENCE, r"\bkhac\b.*\b(?:the nao|ra sao|gi|cho nao|o dau|diem nao)\b|\bkhac (?:nhau|gi|biet|voi|the nao|o|ra sao|cho)\b|\bso sanh\b|\bgiong (?:nhau|gi|khac|hay)\b|\bco giong\b|\bgiong(?= (?:tinh|huyen|xa|so|ben|ke hoach|nhu|voi)\b|\s*(?:khong|a|\?|$))|\bso voi\b.*\b(?:thi|sao|the nao|khac|cao|thap)\b"
         r"|\bso (?:giup|gium|dum)\b|\bgi khac\b|\bdoi chieu\b|\bchenh\b|\blech nhau\b|\bphan biet\b|\bhay la giong\b|\b(?:co phai |la )(?:la )?mot (?:khong|khong a|chang)\b|\b(?:nhu|bang|trung|khop) nhau (?:khong|a)\b|\bdifferen|\bcompare\b"),
        (Ask.SUMMARY, r"\btom (?:tat|luoc|gon)\b|\bnoi dung (?:chinh|co ban|chu yeu)\b|\btong quan\b|\b(?:noi|gom|co|quy dinh) (?:nhung |ve )?(?:noi dung |phan |muc )gi\b"
         r"|\b(?:ke hoach|van ban)\b.{0,40}\bnoi (?:ve )?gi\b|\b(?:y|diem) chinh\b|\bmay (?:phan(?! tram)|muc) (?:lon|chinh)?\b|\bgioi thieu\b.*\bke hoach\b|\bcau truc\b"),
        (Ask.VALIDITY, r"\bhieu luc\b|\b(?:ap dung|thuc hien|keo dai|co gia tri)\b.{0,20}\b(?:den|toi|tu)\b.{0,12}\b(?:nam nao|khi nao|bao gio|nam may)\b"
         r"|\bcon (?:dung(?! (?:\d|mot|hai|ba|may)\b)|ap dung|gia tri|hieu luc|hoat dong)\b|\bhet (?:han|hieu luc)\b|\bgiai doan (?:nao|may|bao nhieu)\b"
         r"|\bap dung (?:(?:cho|trong|vao) )?(?:giai doan|nhung nam|nam) nao\b|\bcon\b.{0,40}\blam can cu\b|\bcon (?:lay|xai|theo) duoc\b|\bcon trong (?:thoi (?:gian|han|ky)|giai doan)\b|\bthoi gian (?:ap dung|thuc hien)\b|\bgiai doan (?:thuc hien|ap dung)\b|\btu nam nao\b.*\bden nam nao\b"),
        (Ask.SIGNER, r"\bai (?:la nguoi )?(?:da )?ky\b|\bnguoi ky\b|\bky (?:ke hoach|van ban)\b.*\bai\b|\bdo ai ky\b|\bai ky\b|\bky ten\b|\bchu ky cua ai\b"),
        (Ask.IDENTITY, r"\b(?:xin|cho|biet|tra|lay)(?: \w+){0,3} so (?:cua )?(?:ke hoach|van ban)\b|\bso(?:,| va)? ngay (?:cua|ban hanh)\b|\bla so\b.*\bcua (?:ke hoach|van ban)\b|\b(?:ke hoach|van ban)\b(?:(?! theo| can cu| cua ubnd).){0,60}\b(?:so may|so bao nhieu|so hieu|so gi|(?<!do )(?<!ve )(?<!cho )(?<!den )(?<!toi )so nao)\b|\bso hieu\b"
         r"|\bban hanh (?:vao )?(?:ngay|khi|nam|luc|thang)\b|\b(?:ngay|nam|thoi gian|thoi diem) ban hanh\b|(?<!giua )(?<!cuoi )(?<!dau )(?<!dinh )\b(?:ky|ra doi|ban hanh)\b.{0,12}\b(?:ngay|khi|nam|hoi) nao\b"
         r"|\bso va ngay\b|\bbao nhieu ngay thang\b"),
        (Ask.ISSUER, r"\b(?:co quan|ai|don vi|cap)(?: nao)? ban hanh\b|\bdo (?:ai|co quan nao|don vi nao|cap nao) ban hanh\b|\bban hanh boi\b"),
        (Ask.TITLE, r"\bten (?:day du |chinh thuc |goi )?(?:cua )?(?:phong trao|ke hoach|van ban)\b|\bphong trao\b.{0,40}\b(?:ten|goi) la gi\b|\bten (?:la )?gi\b"
         r"|\bkhau hieu\b|\bphong trao (?:ten|gi)\b"),
        (Ask.LOCALITY, r"\b(?:cua|thuoc|la|tai) (?:tinh|huyen|xa|dia phuong|thanh pho|noi) nao\b|^(?!.*\b(?:may|bao nhieu)\b).*\bo (?:tinh|huyen|xa|dia phuong|thanh pho|noi) nao\b|\b(?:tinh|huyen) nao (?:vay|the|ban hanh|a|nhi)\b"),
        (Ask.MEANING, r"\b(?:ap dung|danh|quy dinh|dung) cho (?:doi tuong|ai|don vi|cap|noi|loai|truong hop|nhom) ?(?:nao|gi)?\b|\b(?:doi tuong|don vi|nhom) nao\b.*\bap dung\b"
         r"|\bla (?:cua|muc|chi tieu|tieu chuan|han|moc|ngay|gi)(?: gi| nao| ai)?\b(?=\s*\??$)|\bnghia la (?:gi|sao)\b|\bco nghia\b|\bla sao\b"),
        (Ask.RECIPIENTS, r"(?<!ngay nop, )(?<!han nop, )(?<!ngay gui, )\bnoi nhan\b(?! (?:ho so|bao cao|giay to|don|dang ky))"
         r"|(?<!theo )\b(?:ke hoach|van ban)\b(?:(?! thi | toi | em | minh | bao cao| ho so| ket qua| phai ).){0,40}\b(?:gui|chuyen) (?:cho |toi |den )?(?:nhung |cac )?(?:ai|noi|co quan|don vi)\b"),
        (Ask.PERSON, r"\b(?:chu tich|bi thu|giam doc|truong phong|lanh dao)\b.{0,40}\b(?:la ai|ten (?:la )?gi)\b|\b(?:can bo|cong chuc|dong chi)\b(?:(?!\bke hoach|\bvan ban).){0,60}\bten (?:la )?gi\b|\bai (?:la|lam) (?:chu tich|bi thu|giam doc|truong phong)\b"),
        (Ask.LISTING, r"\bliet ke\b|\bke (?:ten|ra|het)\b|\bneu (?:cac|ten|nhung)\b|\bnhung .{2,30} nao\b|\bgom (?:nhung )?(?:gi|ai|nao)\b|\bcac .{2,30} nao\b|\bdanh (?:sach|muc)\b|\bmay loai\b"),
        (Ask.CONFIRM, r"\b(?:dung|phai|duoc|co|chua|dat|du|the) (?:khong|hong|ko|chua)\b(?! (?:con|co|phai))|\bkhong\s*(?:a|nhi|vay|ha|em|ban|nao)?\s*\??$|\bchua\s*(?:a|nhi|vay)?\s*\??$"
         r"|\b(?:da|co) (?:duoc|du|dat)\b[^,.?]{0,30}\bchua\b(?=\s*(?:[,;]|hay\b))|\b(?:khen|xet|dat|du|duoc|dung)(?: \w+)? chu\s*\??$"
         r"|\bco phai\b|\b(?:hay khong|phai chang|co dung)\b|\bdung (?:khong|chu|ko)\b|\bco (?:duoc|dat|can|phai|du)\b.*\bkhong\b"),
    )
)  # fmt: skip

_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern))
    for topic, pattern in (
        (Topic.CRITERION, r"\b(?:tieu chuan|tieu chi|dieu kien|dat chuan|xet (?:khen|thuong|chon|duyet)?|muc khen|khen chua|duoc (?:(?:huyen|tinh|xa|cap tren|so|bo|cap) )?khen|muon khen|danh hieu|du dieu kien"
         r"|dat tieu|cham diem|muc (?:cham|doi hoi|xet|de (?:\w+ ){0,3}(?:xet|khen))|(?:thi|moi|de|dang|xin|chuyen) khen|(?:goi|tinh|coi) la (?:co )?thanh tich|duoc (?:bieu duong|tuyen duong|ton vinh)|thi dat|moi dat|co dat|de dat|duoc xet|khen thuong cho|de nghi khen|dat yeu cau|muon duoc|moi duoc|thi duoc|la duoc (?:tang|khen|xet))\b"),
        (Topic.TARGET, r"\b(?:(?<!danh )muc tieu(?! chuan| chi\b)|chi tieu|phan dau|dat ra|dich den|cai dich|dich (?:dat|rieng|ho ngheo|giam)|diem dich|huong (?:toi|den)|ke hoach giam ngheo|(?<!ke )toan (?:tinh|huyen|xa))\b"),
        (Topic.REPORT, r"\b(?:bao cao|(?:gui|nop) (?:so lieu|con so|ket qua)|gom ket qua)\b"),
        (Topic.DOSSIER, r"\b(?:ho so|giay to)\b"),
        (Topic.AWARD, r"\b(?:giay khen|bang khen|hinh thuc khen|tien thuong|co thi dua|khen thuong|khen (?:so|tong) ket|muc thuong|so luong|duoc (?:tang|thuong|nhan) gi)\b"),
        (Topic.REVIEW, r"\b(?:so ket|tong ket)\b"),
        (Topic.BASIS, r"\b(?:can cu|vien dan|dan chieu|co so phap ly|dua tren|thuc hien theo ke hoach)\b"),
        (Topic.TASK, r"\b(?:nhiem vu|trach nhiem|chu tri|phoi hop|phu trach|duoc giao|giao|tham muu|theo doi|kiem tra|dau moi|tuyen truyen)\b"),
    )
)  # fmt: skip


_ASKED_PAPER = rf"(?:{PAPER}|chuong trinh|de an) (?:nao|gi|so may|so bao nhieu|so nao|may)"
_FOLLOWS = re.compile(
    r"\b(?:trien khai|thuc hien|lam|xay dung)(?: \w+){0,2} theo ke hoach (?:so may|so nao|so bao nhieu|nao)\b"
)
_RESTS = re.compile(
    rf"(?<!trong )\bke hoach\b(?! nao).{{0,60}}\b(?:theo|thuc hien|trien khai|cu the hoa|dua vao|noi tiep)(?: \w+)? {_ASKED_PAPER}\b"
)
"""That a plan follows another paper, which is asked for: its number is not the plan's own."""
_ENACTED = re.compile(
    rf"\b(?:chuong trinh|de an|du an|chinh sach)\b.{{0,80}}\bban hanh (?:bang|theo|tai|kem theo|trong) {_ASKED_PAPER}\b"
)
_APART = re.compile(r"\b(?:lech|chenh|cach|hon kem)(?: nhau)? (?:bao lau|(?:may|bao nhieu) (?:ngay|thang|nam))\b")
"""Where "bao lâu" is between two days, which are what is looked for."""
_WHEN_PRAISED = re.compile(
    r"\b(?:duoc|dat) (?:xet |de nghi )?khen(?: thuong)? (?:khi|luc|chung) nao\b|\b(?:khi|luc) nao (?:thi |moi |thi moi )?duoc (?:xet |de nghi )?khen\b"
)
"""Where "khi nào" asks on which terms, not on which day."""
_WHO_IS_PRAISED = re.compile(r"\b(?<!do )(?<!cho )ai (?:thi |se |moi )*duoc (?:xet |de nghi )?(?:tang |khen)")
"""Where "ai" is whoever is praised, not whose task it is."""


_NAMED_DECREE = re.compile(
    r"\b(?:nghi quyet|quyet dinh|nghi dinh|chi thi|thong tu|ket luan|luat) nao\b"
    r".*\b(?:nhac (?:den|toi)|duoc nhac|duoc neu|neu trong|vien dan|dan chieu|can cu)\b"
)
"""A paper that a plan names and that is asked for, whatever day it is of."""


_HOW_MUCH = re.compile(
    r"\b(?:bao nhieu|may|so luong|toi da|nguong|how)\b|\b(?:muc|co|the|ty le|ti le|con so) (?:nao|gi)\b|\bra sao\b"
)
"""What asks for a number beside whether something is so: "mức giảm có cộng cả hộ cận nghèo không" does not."""


def _worded(folded: str) -> set[Ask]:
    """What the wording of a question asks for."""
    found = {ask for ask, pattern in _ASKS if pattern.search(folded)}
    whether = {Ask.CONFIRM, Ask.FIGURE} <= found and not _HOW_MUCH.search(folded)
    return found - {Ask.FIGURE} if whether else found


_OVER = {Ask.PERSON: Ask.TITLE, Ask.TASKS: Ask.SUMMARY}
"""What is asked for where the words for another are there too: somebody's name is no title."""


_PURSE = r"(?:kinh phi|ngan sach|tien|von|chi phi|nguon luc)"
_FROM = r"\b(?:lay|tu|o|trich)\b.* ?\b(?:(?<!den )dau|(?:nguon|quy|khoan|ngan sach) nao)\b"
_WHENCE = re.compile(rf"\b{_PURSE}\b(?:(?!khac).)*{_FROM}")
_WHITHER = re.compile(r"\b(?:cho|uu tien) (?:dau|noi nao)\b")


def asks_source(folded: str) -> bool:
    """Whether it is asked where the money for something comes from."""
    return bool(_WHENCE.search(folded)) and not _WHITHER.search(folded)


CONTACT = re.compile(
    r"\b(?:dien thoai|sdt|email|e-mail|thu dien tu|fax|zalo|hotline|duong day nong|trang web|website|tai khoan)\b"
)
"""How somebody is reached: none of a document's marks, though "số" stands before it."""
_ANYBODY = re.compile(r"\b(?:giup|kem|do dau|ho tro)(?: \w+)? ai(?: nua| khac| het)*,? (?:khong|ko|hong|chua)\b")
"""Where nobody is asked for: "có phải giúp ai không"."""
_MORE = re.compile(r"\broi,? (?:thi )?(?:co )?con (?:phai|can|thieu)\b(?=.*\b(?:nua|khong|gi)\b)")
"""What else must be met is asked for, beside what is: "thoát nghèo ba năm rồi còn phải giúp ai nữa không"."""
_PAPERS_NEEDED = re.compile(r"\b(?:lam|lap|nop|chuan bi) (?:bo )?ho so\b.*\bcan (?:nhung |cac |may )?(?:gi|giay)\b")
"""Papers that a dossier needs, no terms: "làm hồ sơ đề nghị khen cần những gì"."""
_RATHER: tuple[tuple[re.Pattern[str], frozenset[Ask], frozenset[Ask]], ...] = (
    (_APART, frozenset({Ask.DURATION}), frozenset({Ask.DATE, Ask.DIFFERENCE})),
    (_WHEN_PRAISED, frozenset({Ask.DATE}), frozenset({Ask.CONDITIONS})),
    (_WHO_IS_PRAISED, frozenset({Ask.OFFICE}), frozenset({Ask.CONDITIONS})),
    (_ANYBODY, frozenset({Ask.OFFICE}), frozenset({Ask.CONFIRM})),
    (_MORE, frozenset({Ask.CONFIRM}), frozenset({Ask.CONDITIONS})),
    (_PAPERS_NEEDED, frozenset({Ask.CONDITIONS}), frozenset({Ask.LISTING})),
)
"""What is not asked for, and what is in its stead, where some words stand."""
_SENT_TO = re.compile(r"\b(?:bao cao|ho so)\b.*\bnoi nhan\b(?! (?:ke hoach|van ban))")
"""Where "nơi nhận" is of reports and papers, not of the plan."""


_WHOSE_DAY = re.compile(r"^\W*(?:moc|ngay|han) \d{1,2}/\d{1,2} la (?:han |ngay |moc )?(?:cua|gi|ai)\b")
"""Where it is asked what a day is of: "mốc 25/11 là hạn của ai nộp cho ai"."""
_TWO_FIGURES = re.compile(
    r"\bhai (?:con )?so\b|\bcho (?:ghi|thi|noi) .{1,15}\bcho (?:ghi|thi|noi)\b"
    r"|\bphan (?:muc dich|muc tieu|phan dau)\b.*\bphan (?:tieu chuan|tieu chi|khen)\b"
)
"""Where a target and a criterion of the same are asked to be told apart: "sao chỗ ghi 4 chỗ ghi 7"."""


def find_asks(folded: str) -> frozenset[Ask]:
    """What a question asks for; TEXT where nothing tells."""
    folded = " ".join(folded.split())
    found = _worded(folded)
    for words, lost, gained in _RATHER:
        found = found - lost | gained if words.search(folded) else found
    if _RESTS.search(folded) or _ENACTED.search(folded):
        found = found - {Ask.IDENTITY, Ask.DATE, Ask.FIGURE} | {Ask.DOCUMENT}
    elif asks_followed(folded):
        found = found - {Ask.IDENTITY} | {Ask.DOCUMENT}
    elif asks_own_day(folded):
        found = found & {Ask.SIGNER, Ask.ISSUER, Ask.DOCUMENT, Ask.VALIDITY, Ask.CONFIRM} | {Ask.IDENTITY}
    if _NAMED_DECREE.search(folded):
        found = found - {Ask.IDENTITY} | {Ask.DOCUMENT}
    if asks_period(folded):
        found = found - {Ask.DATE, Ask.DURATION, Ask.FIGURE, Ask.LISTING} | {Ask.VALIDITY}
    elif asks_papers(folded):
        found = found - {Ask.FIGURE, Ask.IDENTITY, Ask.OFFICE, Ask.TITLE, Ask.CONFIRM} | {Ask.DOCUMENT, Ask.LISTING}
    if asks_form(folded) or CONTACT.search(folded):
        found -= {Ask.DOCUMENT, Ask.IDENTITY}
    if Ask.RECIPIENTS in found and _SENT_TO.search(folded):
        found = found - {Ask.RECIPIENTS} | {Ask.OFFICE}
    found = found - {lost for kept, lost in _OVER.items() if kept in found}
    if _TWO_FIGURES.search(folded):
        return frozenset({Ask.DIFFERENCE, Ask.FIGURE})
    if _WHOSE_DAY.search(folded):
        return frozenset({Ask.MEANING})
    return frozenset(found or {Ask.TEXT})


def find_topics(folded: str) -> frozenset[Topic]:
    """The parts of a plan a question names."""
    folded = _DENIED.sub(" ", COUNCIL.sub(" ", " ".join(folded.split())))
    rests = {Topic.BASIS} if any(words.search(folded) for words in (_RESTS, _ENACTED, _FOLLOWS)) else set()
    both = {Topic.TARGET, Topic.CRITERION} if _TWO_FIGURES.search(folded) else set()
    return frozenset({topic for topic, pattern in _TOPICS if pattern.search(folded)} | rests | both)


OCCASIONS = {
    "năm": re.compile(r"\b(?:hang|moi|tung) nam\b|\bthuong nien\b|\bnam (?:thuong|binh thuong)\b|/nam\b"),
    "sơ kết": re.compile(r"\bso ket\b|\bgiua (?:ky|chung|giai doan)\b"),
    "tổng kết": re.compile(r"\btong ket\b|\bcuoi (?:ky|giai doan)\b|\bdot cuoi\b|\bket thuc giai doan\b"),
}
"""When awards are given, each with how many of its own, and when reviews are held."""
_NOT = re.compile(r"\bkhong phai[^,.)?]*")


def meant(folded: str) -> str:
    """A text without what it says is not meant."""
    return _NOT.sub(" ", folded)


def occasions(folded: str) -> frozenset[str]:
    """The occasions that a text names, but those it says are not meant."""
    return frozenset(name for name, words in OCCASIONS.items() if words.search(meant(folded)))


_DENIED = re.compile(r"\bkhong phai (?:la )?(?:tieu chuan|tieu chi|muc tieu|chi tieu)[^,.?]*")


_UNITS = re.compile(
    r"\b(?:may|bao nhieu)\s+(?:ty le |ti le )?(?P<unit>%|phan tram|diem %|diem phan tram|tap the|ca nhan|ho gia dinh|ho ngheo|ho|nam|thang"
    r"|ngay lam viec|ngay|(?:(?:chuc|tram|nghin) )?(?:trieu|ty(?! le\b))(?: dong)?|(?:tram )?(?:nghin|ngan(?! hang))|dong|tien|bo ho so|bo|giay khen|bang khen|mo hinh|tin bai|tin|bai|xa|huyen|thon|ap|buon|khom|khu pho|to dan pho|nha|can nha|nguoi"
    r"|don vi|lao dong|lan|tieu chi|tieu chuan|y)\b(?! (?:nhu|kia|do|nay|ay)\b)"
)
_NAMED = {
    "%": "%", "phan tram": "%", "diem %": "%", "diem phan tram": "%", "tap the": "tập thể", "ca nhan": "cá nhân",
    "ho gia dinh": "hộ", "ho ngheo": "hộ", "ho": "hộ", "nam": "năm", "thang": "tháng", "ngay lam viec": "ngày",
    "ngay": "ngày", "trieu dong": "đồng", "trieu": "đồng", "dong": "đồng", "tien": "đồng",
    "nghin": "đồng", "ngan": "đồng", "tram nghin": "đồng", "tram ngan": "đồng", "bo ho so": "bộ", "bo": "bộ",
    "giay khen": "tập thể", "bang khen": "tập thể", "mo hinh": "mô hình", "tin bai": "tin", "tin": "tin", "bai": "tin",
    "nha": "nhà", "can nha": "nhà", "nguoi": "cá nhân", "lan": "lần", "xa": "xã", "huyen": "huyện",
    "thon": "thôn", "ap": "thôn", "buon": "thôn", "khom": "thôn", "khu pho": "thôn", "to dan pho": "thôn",
    "don vi": "tập thể", "lao dong": "lao động",
}  # fmt: skip
_PAID = re.compile(
    r"\b(?:tien thuong|thuong tien|muc tien|bao nhieu tien|may tien|tien ho tro|trieu dong|muc (?:ho tro|thuong|chi|luong)|thu nhap)\b"
)
_IN_PERCENT = re.compile(r"\b(?:bao nhieu|may) ?(?:%|phan tram)")
_HELPED = re.compile(
    r"\b(?:giup(?: do)?|do(?: dau)?|kem(?: cap)?)(?: duoc| them| it nhat)?(?: cho)? (?:may|bao nhieu) nha\b"
)
"""Where "nhà" is a household, not a house."""
_PRAISED = re.compile(
    r"\b(?:bao nhieu|may|so luong|toi da|nhieu nhat)\b.*\b(?:giay|bang) khen\b|\bso (?:giay|bang) khen\b|\b(?:giay|bang) khen\b.*\b(?:bao nhieu|may)\b"
)
_RATED = re.compile(r"\b(?:giam|ty le|ti le)\b(?: \w+){0,6} (?:bao nhieu|may)\b(?! (?:giay|bang|tap the))")
"""Where it is a rate that is asked for, though an award is named: "muốn được giấy khen thì giảm bao nhiêu"."""
_MILLIONS = re.compile(r"\b(?:trieu|ty)\b")
_EMPLOYED = re.compile(r"\b(?:viec lam|vao lam|tuyen dung|tuyen|thue|nhan)\b.{0,40}\b(?:may|bao nhieu) nguoi\b")
"""Where "người" are hands taken on."""
_MONEY = re.compile(r"\b(?:kinh phi|(?:bao nhieu|may) (?:trieu |nghin )?dong|trieu)\b")
_DONATED = re.compile(r"\b(?:dong gop|ung ho|quyen gop)(?: (?:tu|it nhat|toi thieu|khoang))* (?:bao nhieu|may)\b")
_POINTS = re.compile(r"\b(?:may|bao nhieu) diem\b(?! (?:phan tram|%))")
_FALLS = re.compile(r"\b(?:giam|bot|ha|keo|tut)\b")
_RATE = re.compile(
    r"\b(?:(?:giam|bot|ha|keo)(?: duoc)?(?: ho)?(?: ngheo)? (?:co|muc|den muc) nao|ty le|ti le|giam(?! ngheo)|ha duoc|bot|tut|ngheo con|con duoi|phan tram|%|duoi bao nhieu|con bao nhieu)"
)


_AND = re.compile(r"^\W*(?:the |vay |a |u )?con (?=bao nhieu\b|may\b)")
"""How a question goes on with another: "còn bao nhiêu được trình lên tỉnh"."""


def asked_unit(folded: str) -> str | None:
    """What the figure asked for is counted in: "%", "tập thể", "năm", "đồng" …, None where it is not said."""
    folded = _AND.sub("", folded)
    if _PAID.search(folded):
        return "%" if _IN_PERCENT.search(folded) else "đồng"
    named = (match["unit"] for match in _UNITS.finditer(folded))
    units = ["đồng" if _MILLIONS.search(unit) else _NAMED.get(unit, unit) for unit in named]
    if _HELPED.search(folded):
        units = ["hộ" if unit == "nhà" else unit for unit in units]
    if _EMPLOYED.search(folded):
        units = ["lao động" if unit == "cá nhân" else unit for unit in units]
    rates = _RATE.search(folded) and re.search(r"\b(?:bao nhieu|may)\b(?! (?:nam|thang|ngay))", folded)
    praised = _PRAISED.search(folded) and not (rates and _RATED.search(folded))
    if praised and not set(units) & {"cá nhân", "hộ", "đồng", "%", "bộ"}:
        return "tập thể"
    if _POINTS.search(folded) and not _FALLS.search(folded):
        return "điểm"
    if units and not (rates and set(units) <= {"năm", "tháng", "ngày"}):
        return next((unit for unit in units if unit not in {"năm", "tháng", "ngày"}), units[0])
    if "%" in folded or "phan tram" in folded:
        return "%"
    if _MONEY.search(folded) or _DONATED.search(folded):
        return "đồng"
    return "%" if _RATE.search(folded) else None
