"""Provisions of the shipped plans: paths, places and coverage."""

from pathlib import Path

import pytest

from documents.lines import furniture
from documents.reading import Reading
from documents.structure import parse_provisions

PLANS = sorted(Path(__file__).parents[2].glob("documents/plans/*-*.txt"))
SOURCES = [path for path in PLANS if not path.name.endswith(".reading.txt")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_provisions_stand_apart_and_hold_every_word(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    provisions = parse_provisions("plan", Reading(source))
    held = bytearray(len(source))
    for provision in provisions:
        start, end = provision.span
        assert provision.text == " ".join(source[start:end].split())
        assert not any(held[start:end])
        held[start:end] = b"\x01" * (end - start)
    for span in furniture(source):
        held[span.start : span.end] = b"\x01" * (span.end - span.start)
    left = "".join(letter for letter, inside in zip(source, held, strict=True) if not inside)
    assert not left.replace("#", "").replace("*", "").strip()
