"""The format of a file, told from its first bytes and, for a container, from what lies in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from documents.extract import Format
from documents.readers.errors import (
    ARCHIVE,
    BOMB,
    DAMAGED,
    EMPTY,
    ENTITIES,
    OLD_WORKBOOK,
    PASSWORD,
    UNKNOWN,
    UnreadableError,
)

_HEAD = 4096
_LARGEST_INFLATED = 160 << 20
_MOST_ENTRIES = 20_000
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_HEIF = re.compile(rb"....ftyp(?:heic|heix|hevc|hevx|mif1|msf1|heim|heis|avif)", re.DOTALL)
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s[^>]*charset|<(?:p|div|table|h1)[\s>]", re.IGNORECASE
)
_MARKDOWN = re.compile(rb"^#{1,6} \S|^\|?(?: *:?-{3,}:? *\|)+|\*\*\S[^*\n]*\*\*", re.MULTILINE)
_OTHER = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def detect(data: bytes, name: str) -> Format:
    """The format of a file's bytes. Raises `UnreadableError`, naming the file as `name`, for what cannot be read."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise UnreadableError(EMPTY.format(name=name))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_compound(data, name)
    if head.startswith(_OTHER):
        raise UnreadableError(ARCHIVE.format(name=name))
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if (head.startswith(_IMAGES) and b"\0" in head) or _HEIF.match(head) or _is_webp(head):
        return Format.IMAGE
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    plain = head.replace(b"\0", b"")
    if _HTML.search(plain) and plain.lstrip()[:1] == b"<":
        return Format.HTML
    return Format.MARKDOWN if _MARKDOWN.search(data) else Format.TEXT


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _in_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _LARGEST_INFLATED:
                raise UnreadableError(BOMB.format(name=name))
            form = _by_entries({entry.filename for entry in entries}, archive)
            if form is None:
                raise UnreadableError(ARCHIVE.format(name=name))
            if any(entry.flag_bits & 1 for entry in entries) or (form is Format.ODT and _is_locked(archive)):
                raise UnreadableError(PASSWORD.format(name=name))
            if any(_declares(part) for part in _xml(archive, entries)):
                raise UnreadableError(ENTITIES.format(name=name))
            return form
    except UnreadableError:
        raise
    except Exception as error:  # a damaged archive raises what its decompressor met
        raise UnreadableError(DAMAGED.format(name=name)) from error


def _by_entries(names: set[str], archive: zipfile.ZipFile) -> Format | None:
    if "word/document.xml" in names:
        return Format.DOCX
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "content.xml" in names and "mimetype" in names:
        kind = archive.read("mimetype")[:100]
        return Format.ODT if kind.startswith(b"application/vnd.oasis.opendocument.text") else None
    return None


def _is_locked(archive: zipfile.ZipFile) -> bool:
    return "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml")


def _xml(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[bytes]:
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                yield part.read(1 << 16)


def _declares(xml: bytes) -> bool:
    """Whether an XML part defines entities: office files never do, bombs and thieves must."""
    plain = xml.replace(b"\0", b"")
    return b"<!ENTITY" in plain or (b"<!DOCTYPE" in plain and b"[" in plain.partition(b"<!DOCTYPE")[2][:400])


def _in_compound(data: bytes, name: str) -> Format:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            streams = {entry[0] for entry in compound.listdir()}
    except Exception as error:  # olefile raises what its parsing met
        raise UnreadableError(DAMAGED.format(name=name)) from error
    if "EncryptedPackage" in streams:
        raise UnreadableError(PASSWORD.format(name=name))
    if "WordDocument" in streams:
        return Format.DOC
    if streams & {"Workbook", "Book"}:
        raise UnreadableError(OLD_WORKBOOK.format(name=name))
    raise UnreadableError(UNKNOWN.format(name=name))
