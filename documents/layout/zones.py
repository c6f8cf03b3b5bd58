"""The parts of an official document around its body: what stands before the provisions and after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from documents.layout.lines import Layout, Line
from documents.layout.marks import SHORT, Mark, Rank


class Zone(Enum):
    """Where a line belongs."""

    HEADER = "phần đầu"
    TITLE = "tên văn bản"
    BASIS = "căn cứ"
    PREAMBLE = "mở đầu"
    BODY = ""
    ADDRESSEES = "kính gửi"
    RECIPIENTS = "nơi nhận"
    SIGNATURE = "chữ ký"


_KIND = re.compile(
    r"(?:d[uư] thao )?(?:k[ec] hoach|quyet dinh|huong dan|nghi quyet|nghi dinh|to trinh|thong tu(?: lien tich)?|luat"
    r"|phap lenh|quy che|quy dinh|dieu le|chi thi|chi dan|bao cao|thong bao|cong van|chuong trinh(?: hanh dong)?"
    r"|de an|phuong an|quy trinh|ket luan|bien ban|hop dong|giay moi|cong dien)\s*[:.]?"
)
_HEADER = re.compile(
    r"uy ban nhan dan|hoi dong|cong ho?a\s+xa hoi|d[o0]c l[ae]p|tu do|hanh phuc|^[s$][o6b0]\s*[:;.]"
    r"|^luat so|ng[a-z]{2}\s.{1,8}th[a-z]ng|cong van den|^ngay\b"
    r"|^(?:bo|so|tinh|huyen|thanh pho|xa|chinh phu|quoc hoi)\b"
)
_BASIS = re.compile(
    r"(?:c[a-z]n [ce]\S{0,3}\s|xet (?:de nghi|to trinh)|theo de nghi|sau khi xem xet"
    r"|(?:th[a-z]c h[a-z]{2}n|trien khai|theo)\s+(?:(?:c[a-z]c|noi dung|y kien)\s+)?"
    r"(?:k. hoach|quyet dinh|nghi quyet|nghi dinh|chi thi|thong tu|cong van|huong dan|chuong trinh|van ban|luat"
    r"|ket luan))"
)
_ENACTS = re.compile(r"(?:nhu sau|sau day|duoi day)\s*[:;.]?\s*$|^(?:quyet dinh|nghi dinh|quyet nghi)\s*:?\s*$")
_ISSUES = re.compile(r"\S ban hanh .*[.:]$|nhu sau\s*:?$")
_RECIPIENTS = re.compile(r"n[oa]i (?:nh[a-z]n|gui)\b(?! (?:va|ho so|giay|don)\b)|.{0,40}\b[oa]i nh[a-z]n\s*:")
_SIGNATURE = re.compile(
    r"(?:[tk][mtu]|t[lu]q?|q)\.\s|tm\b"
    r"|(?:pho )?(?:chu tich|giam doc|bo truong|thu tuong|chu nhiem|tong giam doc|truong ban|bi thu|chanh van phong)\b"
)
_ATTACHED = re.compile(
    r"\(?\s*(?:ban hanh (?:kem )?|kem )theo "
    r"(?:quyet dinh|ke hoach|nghi dinh|thong tu|nghi quyet|huong dan|van ban|cong van|to trinh|bao cao)"
)
_APPENDIX = re.compile(r"(?:phu luc|bieu mau|mau so|danh muc kem theo|danh sach kem theo)\b")
_LETTERHEAD = re.compile(r"(?:uy ban|ubnd|hoi dong|cong hoa xa hoi|tinh|huyen|so|bo|ban)\b")
_NATION = re.compile(r"uy ban nhan dan|ubnd|cong hoa xa hoi|doc lap")
_LETTERHEAD_LINES = 12
_NUMBERED = re.compile(r"(?:[IVX1l]{1,4}|[A-Z]|\d\d?)[.)/]\s?\S|Chương\s|CHƯƠNG\s|Điều\s+\d+\.|Phần\s|PHẦN\s")
_HEAD = 150  # lines in which the head of a document ends
_SHORT = 30  # characters of what may stand at a head or form without being a sentence
_SENTENCE = 150
_SECTION = frozenset(rank for rank in Rank if Rank.PART <= rank <= Rank.NUMBER)


def find_front(lines: Sequence[Line]) -> int:
    """How many lines at the head stand before anything that may be numbered."""
    end = 0
    for position, line in enumerate(lines[:_HEAD]):
        if (not end and _KIND.fullmatch(line.folded)) or opens_basis(line):
            end = position + 1
        elif _ENACTS.search(line.folded):
            return position + 1
        elif (end or len(line.text) > _SHORT) and _NUMBERED.match(line.text):
            break
    return end


def find_zones(lines: Sequence[Line], layout: Layout, marks: Sequence[Mark | None]) -> list[Zone]:
    """Where each line belongs."""
    body = _body_start(lines, marks, find_front(lines))
    zones = _front(lines[:body], layout)
    zones += [Zone.BODY] * (len(lines) - body)
    _back(lines, zones, body, marks)
    return zones


def _body_start(lines: Sequence[Line], marks: Sequence[Mark | None], front: int) -> int:
    """The first numbered line; without one before the end, the first that stands after the front."""
    for position, mark in enumerate(marks):
        if mark and (mark.rank in _SECTION or mark.style == SHORT):
            return position
        if position > front and _RECIPIENTS.match(lines[position].folded):
            break
    while 0 < front < len(lines) and not lines[front - 1].stops:
        front += 1
    return front


def _front(lines: Sequence[Line], layout: Layout) -> list[Zone]:
    zones: list[Zone] = []
    zone = Zone.HEADER
    for position, line in enumerate(lines):
        before = lines[position - 1] if position else None
        opens = before is None or layout.parts(line, before) > 0 or before.stops or zone is Zone.TITLE
        if opens and opens_basis(line):
            zone = Zone.BASIS
        elif line.folded.startswith("kinh gui") and zone in {Zone.HEADER, Zone.TITLE}:
            zone = Zone.ADDRESSEES
        elif zone is Zone.ADDRESSEES and before and _ends_addressees(line, before):
            zone = Zone.PREAMBLE
        elif zone is Zone.HEADER:
            named = _KIND.fullmatch(line.folded) or (_KIND.match(line.folded) and not _HEADER.search(line.folded))
            if named or (not _HEADER.search(line.folded) and _title_follows(lines, position)):
                zone = Zone.TITLE
            elif len(line.text) > _SENTENCE and layout.width is None and not line.row:
                zone = Zone.PREAMBLE
        elif zone is Zone.TITLE:
            titled = zones[-2:] == [Zone.TITLE, Zone.TITLE]
            if titled and not line.capitals and (_ISSUES.search(line.folded) or _long(lines, position, layout)):
                zone = Zone.PREAMBLE
        elif zone is Zone.BASIS and before and before.stops and opens:
            zone = Zone.PREAMBLE
        zones.append(zone)
    return _enacting(lines, zones, layout)


def opens_basis(line: Line) -> bool:
    """Whether a line names what the document rests on."""
    words = line.text.lstrip("-–+* ")
    return words[:1].isupper() and bool(_BASIS.match(line.folded, len(line.text) - len(words)))


def _ends_addressees(line: Line, before: Line) -> bool:
    return (
        before.text.endswith((".", ";")) and not line.text.startswith(("-", "+")) and not line.folded.startswith("kinh")
    )


def _title_follows(lines: Sequence[Line], position: int) -> bool:
    """Whether what follows up to the first basis is all title: a print whose first line is lost."""
    for line in lines[position:]:
        if _BASIS.match(line.folded):
            return True
        if _HEADER.search(line.folded) or _KIND.fullmatch(line.folded):
            return False
    return False


def _long(lines: Sequence[Line], position: int, layout: Layout) -> bool:
    """Whether a paragraph of running text begins here."""
    length = len(lines[position].text)
    for number in range(position + 1, len(lines)):
        if layout.parts(lines[number], lines[number - 1]) > 0 or opens_basis(lines[number]):
            break
        length += len(lines[number].text)
    return length > 150


def _enacting(lines: Sequence[Line], zones: list[Zone], layout: Layout) -> list[Zone]:
    """A last basis that goes on to enact is what opens the document."""
    if Zone.PREAMBLE in zones or not zones or zones[-1] is not Zone.BASIS or not _ENACTS.search(lines[-1].folded):
        return zones
    start = len(lines) - 1
    while start > 0 and zones[start - 1] is Zone.BASIS and layout.parts(lines[start], lines[start - 1]) <= 0:
        start -= 1
    return zones[:start] + [Zone.PREAMBLE] * (len(lines) - start)


def _back(lines: Sequence[Line], zones: list[Zone], body: int, marks: Sequence[Mark | None]) -> None:
    zone = Zone.BODY
    for position in range(body, len(lines)):
        line = lines[position]
        signs = _signs(line) and (zone is Zone.RECIPIENTS or (zone is Zone.BODY and _ends_here(lines, position)))
        if zone is not Zone.BODY and (attaches(lines, position) or _resumes(line, marks[position])):
            zone = Zone.BODY
        elif zone is Zone.BODY and _RECIPIENTS.match(line.folded):
            zone = Zone.RECIPIENTS
        elif zone in {Zone.RECIPIENTS, Zone.SIGNATURE} and _heads_attachment(lines, position):
            zone = Zone.HEADER
        elif signs:
            zone = Zone.SIGNATURE
        zones[position] = zone


def _heads_attachment(lines: Sequence[Line], position: int) -> bool:
    """Whether the letterhead of an attached document begins at a line."""
    letterhead = lines[position].capitals and _LETTERHEAD.match(lines[position].folded)
    after = range(position + 1, min(position + _LETTERHEAD_LINES, len(lines)))
    return bool(letterhead) and any(attaches(lines, number) for number in after)


def _resumes(line: Line, mark: Mark | None) -> bool:
    """Whether a document attached without a title of its own goes on after a signature."""
    divides = mark is not None and Rank.PART <= mark.rank <= Rank.ARTICLE and mark.doubt < 1
    return divides or bool(_ATTACHED.match(line.folded))


def find_attachments(lines: Sequence[Line]) -> dict[int, Mark]:
    """The attached documents, by the line where each begins: "QUY CHẾ … (Ban hành kèm theo Quyết định …)"."""
    found: dict[int, Mark] = {}
    for position, line in enumerate(lines):
        if attaches(lines, position) and not _APPENDIX.match(line.folded):
            label = line.text.rstrip(" :.").capitalize()
            found[position] = Mark("kèm theo", Rank.APPENDIX, (len(found) + 1,), label, len(line.text))
    return found


def attaches(lines: Sequence[Line], position: int) -> bool:
    """Whether an appendix or an attached document begins at a line."""
    line = lines[position]
    if _APPENDIX.match(line.folded) and (line.capitals or len(re.split(r"\t|\s{3,}", line.text)[0]) < _SHORT):
        return True
    if len(line.text) > 60 or not _KIND.fullmatch(line.folded):
        return False
    return any(_ATTACHED.match(after.folded) for after in lines[position + 1 : position + 6])


def frames(line: Line) -> bool:
    """Whether a line in capitals is of a letterhead or a signature, wherever it stands."""
    return _signs(line) or bool(_RECIPIENTS.match(line.folded) or _NATION.match(line.folded))


def _signs(line: Line) -> bool:
    return line.capitals and bool(_SIGNATURE.match(line.folded.strip("| ")))


def _ends_here(lines: Sequence[Line], position: int) -> bool:
    """Whether the text before has ended, so that a title in capitals is a signature."""
    return position > 0 and lines[position - 1].text.rstrip('”"*_| ').endswith((".", "/"))
