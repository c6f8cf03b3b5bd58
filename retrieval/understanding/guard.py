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
_INSIDES = re.compile(
    r"\b(?:system|he thong|developer)[ _-]?(?:prompt|message|instruction)"
    r"|\b(?:prompt|cau lenh) (?:he thong|goc|cua (?:ban|bot|may|em)|ban dau|an)\b"
    r"|\b(?:in|hien|tiet lo|cho (?:toi |minh |em )?(?:xem|biet)|doc|lo|show|print|reveal|repeat|dua)\b.{0,25}"
    rf"\b(?:prompt|instructions|{_RULES_NOUN} (?:an(?! (?:sinh|toan|ninh))|bi mat|noi bo|cua (?:{_BOT}"
    rf"|he thong(?! (?:mat tran|chinh tri))))|token|api ?key|khoa api|ma bot"
    r"|mat khau|khoa bi mat|ma nguon|bien moi truong)\b"
)
# What is said of a person or a household and is nobody else's to know.
_PRIVATE = re.compile(
    r"\b(?:so (?:dien thoai|dt|tk|phone|di dong|zalo|tai khoan|cmnd|cccd|can cuoc|chung minh)|sdt|stk|cmnd|cccd"
    r"|can cuoc|ma dinh danh"
    r"|dien thoai (?:rieng|ca nhan|cua(?! minh)|lien (?:he|lac)|ong|ba|chu tich|bi thu)|(?:xin|cho|hoi"
    r"|lay)(?: \w+)? dien thoai"
    r"|chung minh (?:thu|nhan dan)|email|facebook|zalo|dia chi|nha rieng|ngay sinh|sinh nam(?! nao thi| \d)"
    r"|que (?:quan|o dau)|bao nhieu tuoi(?! thi| tro)"
    r"|may tuoi|(?:tien|muc) luong(?! co so| toi)|luong (?:thang|bao nhieu|cua)|benh an|(?:so )?ho khau|ly lich"
    r"|nha o dau|o so may|so nha|danh ba|tai khoan (?:ngan hang )?cua"
    r"|(?:thong tin|lien lac|lien he) (?:ca nhan|rieng)|(?:du lieu|thong tin) tai khoan|nha (?:ong|ba|anh"
    r"|chi)\b.{0,40} o (?:duong|pho|thon|xom|ngo))\b"
)
_HOUSEHOLD = (
    r"(?:(?:ho|nha)(?: dang)? (?:can |moi thoat |da thoat |thoat )?ngheo|gia dinh (?:can |moi thoat )?ngheo"
    r"|ho dan|chu ho"
    r"|(?:nguoi|hoi vien)(?: dang)? (?:can )?ngheo|(?:ca nhan|ho|nguoi|nha) duoc (?:khen|bang khen|ho tro|tang"
    r"|nhan|bieu duong))"
)
_PERSON = re.compile(
    rf"\b(?:ong|(?:cua|cho|gap|nha|ho) (?:anh|chi|co|chu|bac|ba|vo|chong)|(?:pho )?chu tich|(?:pho )?bi thu"
    rf"|(?:pho )?giam doc"
    r"|(?:pho )?truong (?:phong|ban|thon)|can bo|cong chuc|nguoi (?:ky|dan|do|nay|phu trach)|lanh dao|thu truong"
    rf"|chuyen vien|ho (?:nao|do|gia dinh)|(?:cac|tung|moi|nhung|may) (?:ho|nha|gia dinh|nguoi)|ca nhan|{_HOUSEHOLD})\b"
)
_OFFICE = (
    r"(?:uy ban|ubnd|van phong|trung tam|co quan|(?:phong|so) (?:lao dong|noi vu|xay dung|tai chinh|nong nghiep"
    r"|y te|giao duc|dan toc|van hoa))"
)
_PUBLIC = re.compile(
    r"\bquy (?:[\"“'] ?)?(?:vi nguoi ngheo|thi dua)|\b(?:tong dai|duong day nong|hotline)\b.*"
    rf"|\b{_OFFICE}\b.{{0,60}}\b(?:{_HOUSEHOLD}|ho gia dinh|lanh dao)\b|\blanh dao {_OFFICE}|\bqua (?:zalo|email"
    rf"|dien thoai)\b(?! nao| cua)|\btai khoan (?:chung|de)\b.*"
    r"|.*\b(?:nop|gui|goi|chuyen|lien he|phan anh|qua|vao|ve|toi|theo)(?: den| ve| toi| qua| vao| theo)*"
    r" (?:so |dia chi |email |zalo |dien thoai |tai khoan )+nao\b.*"
)
"""Whom anybody may call or pay to: a fund, a hotline, an office, "gọi số nào". What they are for is no person."""
_NAMES = re.compile(
    r"\b(?:(?<!khoi )(?<!trong )(?<!vao )(?<!mau )danh sach|ds|ho va ten|ho ten|ten tuoi|ten|liet ke|ke ra"
    r"|nhung ai la|ai la|thong tin)"
    rf"(?: (?:cua|cac|nhung|tung|moi|may|tat ca|danh sach|ho ten|ten|day du))* (?:{_HOUSEHOLD}|ho dan)\b"
    rf"|\b(?:nha nao|ho nao|gia dinh nao|nhung ai) (?:dang |la |thuoc dien )*(?:ho )?(?:can )?ngheo\b(?! thi)"
    rf"|\b{_HOUSEHOLD} (?:o|thon|xa|ban|trong|to)\b.{{0,40}}\bla (?:nhung )?ai\b"
    r"|\b(?:vo|chong|con) (?:ong|ba)\b.{0,40}\bten\b|\b(?:ke|neu|liet ke|doc)(?: ro)? (?:ho )?ten (?:cua |tung "
    r"|cac |nhung |may )*(?:nha|ho|gia dinh|nguoi ngheo)\b"
)
_GIVE_ME = re.compile(
    r"\b(?:cho|gui|dua|doc|tra|lay|cung cap|xuat|liet ke|ke)(?: giup| ho| gium)? (?:toi|em|minh|m|t|tui|chau"
    r"|anh|chi|xin)\b(?! hoi| mau| biet (?:can|co))"
    r"|^xin\b|\b(?:liet ke|ke|doc) (?:ho )?ten\b"
)
_ABOUT_PAPERS = re.compile(
    r"\b(?:tieu chuan|dieu kien|tieu chi|co (?:can|phai|duoc|bat buoc)|can (?:so|ghi|nop|kem|gi)|phai (?:co|ghi"
    r"|nop|gui|khai|kem)"
    r"|gom|kem (?:gi|theo)|lap|duyet|nop|ra soat|cap nhat|niem yet|gui (?:len|ve|cho ai|den)|can cu vao"
    r"|phan biet|trung ten|dang (?:bao|tai)"
    r"|(?:ai|nao)(?: \w+){1,3} danh sach|cong khai|dan (?:nha|bang)|may ngay|bao nhieu ngay|bao lau)\b"
)
"""A question about the papers that such data stands in: who draws the list up, whether the form asks for a number."""

# What is made up has three roles: someone asked to make or change, a record, and an aim that the truth does not reach.
_WHOM = r"(?:em|toi|minh|m|t|e|tui|anh|chi|bac|chau|con)"
_HELP = (
    rf"(?:cho (?:xa|thon) (?:em|toi|minh)\b|giup(?! (?:nguoi|dan|nhau|do|ba con|cac ho|(?:duoc |co )?\d"
    rf"|ho ngheo))|gium|dum|cho {_WHOM}\b"
    rf"|(?:bay|chi|day)(?: cho)? {_WHOM} (?:cach|meo|chieu)\b|ho (?:{_WHOM}|cai|to|mot|giay|ban|bien ban|bao cao"
    rf"|so lieu|don|vai)\b)"
)
_MAKE = (
    r"(?:viet|lam|lap|soan|tao|dien|ghi|ke|khai|ky|tinh|them|cong|bot|sua|chinh|doi|thay|nang|ha|keo|giam|lui"
    r"|xoa|giau|em|dung"
    r"|ghep|dan|go|bao cao|xac nhan|nghi ra|dat ra|danh|in|nan|ve|xao|fake|bien|che|bia|phia|sang tac|to hong"
    r"|hop thuc hoa|gia)"
)
_FIGURE = (
    r"(?:so lieu|con so|so (?:ho|hoi vien|tien|phieu)|ty le|ti le|diem|bang (?:diem|ke|so)|tieu chi"
    r"|diem phan tram|(?:\d+|may|may chuc|bot|cac) (?:ho|hoi vien|cai ten|ten|nguoi)|ho (?:tai )?ngheo|danh sach)"
)
_PAPER = (
    r"(?:bien ban|bb|bao cao|bc|ho so|giay to|giay|xac nhan|chung nhan|don|phieu|danh sach|bang|to (?:trinh"
    r"|khai|don|quyet dinh)"
    r"|minh chung|chung tu|quyet dinh|to)"
)
_ASKED_TO_MAKE = re.compile(
    rf"\b{_MAKE}(?: them| lai| luon| ra| dai| bua| khong)* (?:giup|gium|dum)\b|\b{_MAKE}\b.{{0,90}}\b{_HELP}"
    rf"|\b(?:{_HELP}|{_BOT}(?: cu| hay)?|nho|hay)(?: {_WHOM})? {_MAKE}\b"
    rf"|\b(?:{_BOT}|cu)\b.{{0,12}}\b{_MAKE}\b.*\b(?:di|nhe|nha)\b|^{_MAKE}\b.*\b(?:di|nhe|nha|voi)\W*$"
    rf"|\b{_HELP} (?:xin )?{_FIGURE}\b"
)
_PASSING = (
    r"(?:cho|de|sao cho|vua)\b[^.?!]{0,30}\b(?:dep|oach|tron|khop|lot|vua|dat|xuong|tut|ra dung|dung chuan"
    r"|duoc (?:khen|bang khen)"
    r"|khoi|du(?: dieu| chi| tieu| chuan| muc| so| chu| diem)?)"
)
"""An aim that only other figures reach: so that it looks right, so that it is enough."""
_UNREAL = (
    r"(?:(?:khong co|nhu|giong(?: y| het)?) that|nao cung duoc|tuong tuong|dep dep|dep hon|khong can dung"
    r"|tu (?:nghi|bia|che|dat)|nghi ra|dat ra|bat ky|(?:ghi|dien|khai|cho|chon|ke) (?:dai(?! dien| bieu| hoi)"
    r"|bua))"
)
_TAMPERED = re.compile(
    rf"\b(?:sua|chinh|doi|thay|nang|ha|keo|che|them|cong|bot|dien|tinh|giau|xoa|em|go|viet|ghi|ke|khai"
    rf"|lam)\b.*\b{_FIGURE}\b.*\b{_PASSING}\b"
    rf"|\b{_FIGURE}\b.*\b(?:sua|chinh|nang|ha|keo|them|dien|ke)\b.*\b{_PASSING}\b"
    r"|\b(?:sua|chinh|doi|thay|nang|ha|keo)\b.*\b(?:thanh|len|xuong|sang|tut) (?:\d|deu|con)"
    rf"|\b(?:viet|lam|ghi|lap|khai|ke)\b.*\bthanh \d|\b(?:them|cong|bot|tru|bo sung)(?: them"
    rf"| bot)? {_HELP}.{{0,15}}\b\d"
    r"|\bky ten (?:thay|ho|chu tich|pho|ong|ba|dan)|\b(?:loi khai|y kien|chu ky) cua (?:\d+|ba con|dan|cac ho"
    r"|moi nguoi)"
    r"|\bthay vi\b.*\bthat\b|\bmac du\b|\bdu (?:chua (?:du|dat|co|hop)|khong co|moi)\b|\b(?:gap \w+|(?:cao"
    r"|nhieu|it|thap) hon|khac|trai|sai)(?: voi| so voi)? (?:thuc te|su that)\b|\bdung (?:ghi|ke|neu|dua"
    r"|nhac)\b.{0,12}\bho\b"
    rf"|\b{_MAKE}(?: {_HELP})?(?: \w{{1,4}}){{0,2}} (?:bang khen|giay khen|giay chung nhan|quyet dinh khen"
    rf"|cong van cua (?:huyen|tinh|so))\b"
    r"|\b(?:giay|don|to|phieu|bien ban)\b.*\bco (?:san |du |day du )?chu ky\b"
    rf"|\b(?:nang|ha|giam|tang|them|bot)\b.*\b{_FIGURE}\b.*\b(?:tren|trong) (?:bao cao|giay|so sach)"
    r"|\b(?:doi|sua|lui|chinh|thay)(?: \w+){0,3} (?:ngay(?: (?:ky|hop|lap|ban hanh))? (?:tren|trong|sang|ve"
    r"|cua)|ngay ky|ngay (?:bien ban|bao cao))|\blui ngay\b(?! (?:nop|hop|to chuc))"
    r"|\b(?:ghep|ve|che|gia|ky|tao|dan|copy)\b.*\bchu ky\b|\b(?:lam|tao|ve|khac|che)\b.*\b(?:con dau|dau do)\b"
    rf"|\b(?:{_FIGURE}|{_PAPER}|thanh tich|cau chuyen|ten)\b.*\b{_UNREAL}\b|\b{_UNREAL}\b.*\b(?:{_FIGURE}"
    rf"|{_PAPER}|thanh tich|ten)\b"
    rf"|\bthem mam|\by nhu that\b|\bviet gia\b|\b{_PAPER}\b(?: \w+){{0,6}} (?:khong|gia|ao)(?=\s*(?:$|[,.;!?]))"
)
_WANTED = re.compile(
    rf"\b{_WHOM} (?:muon|can|dinh)\b(?! (?:biet|hoi))|\b(?:xin|can gap|lam (?:sao|the nao)|cach (?:nao|thuc)?"
    rf"|meo|huong dan|bay)\b"
    r"|\b(?:the nao|thi lam s(?:ao)?)\W*$"
)
_QUESTION = re.compile(r"\?|\b(?:thi|bi|nao|gi|ai|dau|may|sao|chua|bao nhieu|(?:khong|ko|k)\W*$)\b")
_AGAINST = re.compile(
    r"\b(?:chong|tranh|ngan chan|phong ngua|phan biet|tuyen truyen|noi khong voi|khong muon|phat hien)\b"
)
_FIGURE_MADE = re.compile(rf"\b{_MAKE}\b.{{0,12}}\b{_FIGURE}\b")
_MISTAKE = re.compile(
    r"\b(?:nham|dung (?:con so|so)(?! lieu khong)|sai sot|dinh chinh|chinh ta|cho dung(?! chuan| muc| chi tieu)"
    r"|dung (?:thuc te|su that)|(?:theo|dung) mau|dan y|mau (?:bao|bien|don|so|danh|giay|to|phieu))\b"
)
"""What honest help with a figure or a paper is for: a slip put right, a blank form."""
_DENIED = re.compile(
    r"\b(?:thuc (?:te|ra|chat)|that ra|diem that|chu (?:nam|gio|that)|mac du|du\b.*\bvan|co moi|dang thieu"
    r"|con (?:thieu|no)"
    r"|moi (?:ra|thoat|giup|van dong|duoc|co|hop)|chua(?: \w+){1,2} (?:xong|ho nao|lan nao|ai)|chi (?:co|giam"
    r"|van dong|dat|duoc|giup)|(?:chua|khong|dau)(?: he| kip| co| to chuc| tung)*"
    r" (?:hop|binh xet|ung ho|kiem tra|lay phieu|ho nao|di|dong)|co (?:hop|di|lam|ung ho|giup)(?: \w+){0,3} dau"
    r"|thieu|con \d+|quen (?:lay|hop|lam)|trong khi)\b"
)
_CLAIMED = re.compile(
    r"\b(?:la|nhu|noi|ghi)(?: la| rang)? (?:da|giam|dat|xa|nha|co|du)\b|\b(?:nhu|rang) (?:la )?da\b|\bda (?:dat"
    r"|ung ho|giup|thoat|duoc|hop|kien co)\b"
    rf"|\b(?:thanh|la|tron|len|du|vua du|co|voi) (?:\d|chi tieu|diem|chuan)|\b(?:bien ban|bb)\b"
    rf"|\b\d+ (?:la )?(?:don|phieu)\b|\bvan ngheo\b|\b{_PASSING}\b"
)
"""The truth, and the claim against it: only together, and with a paper wanted, do they make one up."""
_FORGED = re.compile(
    r"(?<!co )(?<!quy )(?<!thiet )(?<!han )\b(?:bia|phia|che|nan ra|sang tac|xao lai) (?:giup|gium|dum|ho (?:em"
    r"|toi|minh)|cho (?:em|toi|minh|tui))\b"
    r"|\bgia lam (?:cong van|giay|bien ban|ho so|quyet dinh)\b|\bgia danh\b|\b(?:nan ra|xao lai|ve ra) (?:so"
    r"|con|ba|hai|may|vai|thanh tich)\b"
    r"|\b(?:bia|phia|che|sang tac)(?: giup| gium| cho| ho| luon| ca| dai)*(?: em| toi| minh)?"
    r" (?:ra|dat|so|may|con|them|bao|ho|bang|bieu|ty le|ti le|thanh tich|ket qua|chu ky|bien ban|minh chung"
    r"|giay to|ten|vai)\b(?! cao tong)"
    r"|\b(?:so lieu|con so|ty le|ti le)\b.{0,30}\b(?:tu nghi|tu bia|tu che|tu dat|nghi ra)\b"
    r"|\b(?:nguy tao|gia mao|khai (?:man|gian|lao)|nang khong|ke khong|xao nau|hop thuc hoa|gian lan|qua mat"
    r"|noi doi|fake|thoi phong)\b"
    r"|\b(?:che ra|lam dep|phu phep|khai khong|lam gia|to hong|bien bao|lam khong)(?: giup| gium| ho)?(?: em"
    r"| toi)?(?: ra| cac| mot| bang)?"
    r" (?:so|con so|bao cao|ho so|ty le|ti le|thanh tich|bien (?:ban|lai)|hoa don|giay|danh sach|chu ky"
    r"|minh chung|phieu)\b"
    r"|\b(?:ky gia|gia) chu ky\b|\bso phieu khong\b(?= (?:cho|de|thanh))"
    r"|\b(?:ha|nang|sua|chinh|giam)\b.{0,25}\b(?:ty le|ti le|so ho|so lieu)\b.{0,25}\btren giay(?: to)?\b"
    r"|\b(?:viet|lam|soan|lap)\b.{0,25}\bvoi so lieu khong\b"
    r"|\b(?:so lieu|con so|bao cao|bien ban|minh chung|giay to|ho so) (?:gia|ao|bia)\b(?! dinh| tri| tang)"
    r"|\b(?:viet|lam|tao|dien|ghi|lap|ke|soan|nghi ra|dung)\b.{0,25}\b(?:so lieu|con so|bao cao|ho so) khong"
    r"\b(?= (?:cho|de|vao|trong|\d|ve|cua|nop|gui|co that))"
    r"|\b(?:sua|chinh|chinh sua|keo) (?:lai )?(?:con so|so lieu|so ho|ty le|ti le)\b[^.?!]{0,70}\b(?:cho|de"
    r"|sao cho)\b.{0,12}"
    r"\b(?:khop|dat|du|dep|vua|lot|duoc khen|dung chuan)\b"
    r"|\b(?:soan|viet|lam|lap|tao|ke)\b.{0,15}\b(?:bien ban|minh chung|giay to|danh sach|chu ky)(?: \w+){0,3} gia\b"
    r"(?=\s*(?:$|[,.;!?]|(?:de|cho|roi|giup|va)\b))"
)
_UNTRUE = re.compile(
    r"\b(?:số liệu|con số|số phiếu|phiếu|chữ ký|báo cáo|hồ sơ|tỷ lệ|tỉ lệ|danh sách|kê|khai|nâng|làm|biên bản"
    r"|minh chứng)"
    r"\s+(?:khống|giả)\b"
    r"|\b(?:biên bản|minh chứng|giấy tờ|danh sách)(?:\s+\w+){1,3}\s+(?:khống|giả)\b(?!\s+(?:định|sử|thiết))",
    re.IGNORECASE,
)
_ABOUT_HARM = re.compile(
    r"\b(?:xu ly|xu phat|xu the nao|xu sao|phe binh|ky luat|thu hoi|co sao|hau qua|che tai|vi pham|(?:co|thi"
    r"|se) bi|bi (?:gi|sao|phat|huy)"
    r"|thi (?:sao|the nao)|phat hien|chong|tranh|ngan|phong ngua|nghiem cam|to (?:cao|giac)|trach nhiem"
    r"|kiem tra|tham dinh"
    r"|noi gi|hop le|toi khong|phai toi|giam sat|bao (?:ai|co quan|cho ai)|khong muon|ep|bat em|cho phep|(?:co"
    r"|thi)(?: \w+){1,2} bi|(?:co|quy dinh|nhac|neu)(?: \w+){0,2} ve|quy dinh nao|can cu nao|la (?:gi|sao)"
    r"|co duoc phep)\b"
)
_UNSEEN = re.compile(
    r"\b(?:(?:ma|de|cho|chu)(?: \w+){0,2} (?:khong|ko|khoi|chang|dung)|tranh|khoi)(?: ai| de| co)*(?: bi)?"
    r" (?:phat hien|lo|soi|nghi ngo|phat|kiem tra|biet)\b"
)
"""Who wants a wrong to stay unseen does not ask what it leads to."""
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
    if _made_up(asked):
        return Harm.MADE_UP
    wanted = not _ABOUT_PAPERS.search(folded) or _GIVE_ME.search(folded)
    own = _PUBLIC.sub(" ", folded)
    private = _PRIVATE.search(own) and _PERSON.search(own)
    return Harm.PERSONAL if wanted and (private or _NAMES.search(folded)) else None


def _made_up(asked: str) -> bool:
    """Whether the bot is asked to make up or to falsify, not what comes of those who do."""
    whole = fold(asked)
    about, question = _ABOUT_HARM.search(whole), _QUESTION.search(whole)
    for part in _PARTS.split(asked):
        folded = fold(part)
        ordered = _ASKED_TO_MAKE.search(folded)
        if _FORGED.search(folded) or _UNTRUE.search(part):
            meant = (ordered or _WANTED.search(folded)) and not _ABOUT_HARM.search(folded)
            if (not _AGAINST.search(folded) and (meant or not (about or question))) or _UNSEEN.search(folded):
                return True
        if ordered and _TAMPERED.search(folded) and not _MISTAKE.search(folded):
            return True
        if _UNSEEN.search(folded) and (_TAMPERED.search(folded) or _FIGURE_MADE.search(folded)):
            return True
    return bool(
        _ASKED_TO_MAKE.search(whole)
        and re.search(rf"\b{_PAPER}\b", whole)
        and _DENIED.search(whole)
        and _CLAIMED.search(whole)
        and not _MISTAKE.search(whole)
    )
