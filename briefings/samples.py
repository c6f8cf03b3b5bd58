"""The samples in the docs: four briefings on the shipped plans, the same to the byte each time."""

# ruff: noqa: T201
from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from briefings.model import Audience
from briefings.outline import Desk
from briefings.writing import write
from criteria.store import Store
from documents.library import Library
from retrieval.answer import Answer, Outcome, Statement

MADE = date(2026, 1, 15)
"""The day the samples bear."""

SAMPLES = (
    (
        "so-sanh-tieu-chuan-xa.docx",
        "tiêu chuẩn xét khen thưởng của xã, so sánh Tuyên Quang và Tuần Giáo",
        Audience.CLASS,
    ),
    (
        "so-sanh-tieu-chuan-xa.pptx",
        "tiêu chuẩn xét khen thưởng của xã, so sánh Tuyên Quang và Tuần Giáo",
        Audience.CLASS,
    ),
    ("ho-so-khen-thuong-xa.xlsx", "hồ sơ khen thưởng của xã ở Tuyên Quang", Audience.OFFICERS),
    ("to-gap-ho-ngheo.docx", "hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo ở Tuyên Quang", Audience.HOUSEHOLDS),
)
"""The name of each file, its topic, and whom it is for."""


def make(folder: Path) -> None:
    """Write the samples into a folder, over those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        plans = Library.open(Path(data)).plans
        books = {book.plan: book for book in Store(Path(data, "criteria")).rulebooks()}
        desk = Desk(plans, books, _silent, MADE)
        for name, topic, audience in SAMPLES:
            write(desk.compose(topic, audience), folder / name, force=True)
            print(folder / name)


def _silent(question: str) -> Answer:
    """No sample needs an answer to a free question."""
    return Answer(Outcome.NOT_IN_CORPUS, Statement(question))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
