"""What a briefing remembers in its own file, so that it can be made again: the request, and the plans' versions."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from briefings.errors import BriefingError
from briefings.model import Audience, Briefing, Level, Request

NAME = "planbot"
PART = "docProps/custom.xml"
CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:lpwstr>{text}</vt:lpwstr>'
    "</property></Properties>"
)
_TEXT = re.compile(rf'name="{NAME}"><vt:lpwstr>(.*?)</vt:lpwstr>', re.DOTALL)
_COMMENT = re.compile(rf"<!-- {NAME}: (.*) -->")


@dataclass(frozen=True, slots=True)
class Memory:
    """A request, and the version of each plan it was answered from."""

    request: Request
    versions: dict[str, str]


def memory(briefing: Briefing) -> str:
    """What a briefing was made from, as JSON."""
    request = briefing.request
    return json.dumps(
        {
            "topic": request.topic,
            "audience": request.audience,
            "plans": list(request.plans),
            "level": request.level,
            "versions": {source.plan: source.version for source in briefing.sources},
        },
        ensure_ascii=False,
    )


def remember(briefing: Briefing, content: bytes) -> bytes:
    """An office file with the memory as a custom property, its archive without times: the same in, the same out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {item.filename: old.read(item) for item in old.infolist()}
        kind = f'<Override PartName="/{PART}" ContentType="{_TYPE}"/></Types>'
        relation = f'<Relationship Id="rIdPlanbot" Type="{_RELATION}" Target="{PART}"/></Relationships>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind.encode())
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", relation.encode())
        day = rf"\g<1>{briefing.made.isoformat()}T00:00:00Z\g<2>".encode()
        parts[CORE] = _MODIFIED.sub(day, parts[CORE])  # openpyxl writes the time it is
        parts[PART] = _XML.format(name=NAME, text=escape(memory(briefing))).encode()
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def comment(briefing: Briefing) -> str:
    """The memory as a Markdown comment."""
    text = memory(briefing).replace("--", "-\\u002d")
    return f"<!-- {NAME}: {text} -->"


def recall(path: Path) -> Memory:
    """What a briefing's file remembers. Raises BriefingError where it is no briefing or cannot be read."""
    try:
        found = _stored(path)
        data = json.loads(found)
        level = data.get("level")
        request = Request(
            data["topic"], Audience(data["audience"]), tuple(data["plans"]), Level(level) if level else None
        )
        return Memory(request, dict(data["versions"]))
    except OSError as error:
        raise BriefingError(f"Không mở được tệp {path}: kiểm tra lại tên tệp và quyền đọc.") from error
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise BriefingError(
            f"Tệp {path.name} không phải tài liệu do planbot soạn (.docx, .pptx, .xlsx, .md): "
            "hãy soạn mới bằng --topic."
        ) from error


def _stored(path: Path) -> str:
    if path.suffix.lower() == ".md":
        match = _COMMENT.search(path.read_text("utf-8"))
        return match[1] if match else ""
    with zipfile.ZipFile(path) as archive:
        match = _TEXT.search(archive.read(PART).decode())
    return unescape(match[1]) if match else ""
