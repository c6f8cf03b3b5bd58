"""Printed pages made text: engines behind one small interface, chosen by name.

An engine gets a page that stands upright and level and gives its words with their boxes. Tesseract 5 with its
Vietnamese model is the one in use; `PLANBOT_OCR` names another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol
from unicodedata import normalize

from documents.errors import DocumentError
from documents.readers.columns import Box, reading_order

if TYPE_CHECKING:
    from PIL.Image import Image

SETTING = "PLANBOT_OCR"
_MISSING = (
    "Máy chưa có Tesseract để đọc ảnh và bản quét: cài bằng lệnh “sudo apt install tesseract-ocr tesseract-ocr-vie” "
    "(Windows, macOS: xem tesseract-ocr.github.io) rồi thử lại."
)
_NO_VIETNAMESE = "Tesseract chưa có dữ liệu tiếng Việt: cài bằng lệnh “sudo apt install tesseract-ocr-vie” rồi thử lại."
_SECONDS = 100
_FEWEST_TO_TURN = 3.0
_STEEPEST = 8.0
_LEVEL = 0.2
_DIRT = 0.6
_BULLETS = {"-", "–", "+", "•"}


class OcrError(DocumentError):
    """Pages cannot be read: no engine, or none of that name."""


class ScannedWord(NamedTuple):
    """A word on a page: its text, how sure the engine is (0 to 1), its box in pixels and its line's number."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float
    line: int


class Turn(NamedTuple):
    """What puts a page upright and level: quarter turns clockwise, then degrees counterclockwise."""

    quarters: int = 0
    degrees: float = 0.0

    def of(self, image: Image) -> Image:
        """The page turned, white where there was none."""
        from PIL.Image import Resampling

        fill = 255 if image.mode == "L" else "white"
        upright = image.rotate(-self.quarters * 90, expand=True, fillcolor=fill)
        if not self.degrees:
            return upright
        return upright.rotate(self.degrees, expand=True, fillcolor=fill, resample=Resampling.BICUBIC)


_AS_IT_IS = Turn()


@dataclass(frozen=True)
class Page:
    """The words of a page, as the engine found them; how it was turned for that, and its size then in pixels."""

    words: tuple[ScannedWord, ...]
    turn: Turn = _AS_IT_IS
    size: tuple[int, int] = (0, 0)

    def paragraphs(self) -> list[list[list[ScannedWord]]]:
        """The words in the order they are read, by paragraph and line; specks and strokes are left out."""
        kept = [word for word in self.words if not _is_dirt(word)]
        boxes = [Box(*word[2:], number) for number, word in enumerate(kept)]
        return [[[kept[box.item] for box in line] for line in lines] for lines in reading_order(boxes)]


def _is_dirt(word: ScannedWord) -> bool:
    """Whether a stamp, a rule or the edge of the paper was taken for print."""
    least = _DIRT / 2 if word.text in _BULLETS else _DIRT
    return word.confidence < least and not any(letter.isalnum() for letter in word.text)


class Engine(Protocol):
    """Reads the words of a page."""

    name: str

    def read(self, image: Image, *, scattered: bool = False, letters: str = "") -> Page:
        """The words of an upright, level page.

        They stand in cells and not in lines of print where they are `scattered`; `letters` are all there are, if said.
        """


def load_engine(name: str | None = None) -> Engine:
    """The engine of that name, of the setting `PLANBOT_OCR`, or Tesseract. Raises `OcrError` where it is not there."""
    return _load(name or os.environ.get(SETTING) or "tesseract")


def read_page(image: Image, engine: Engine | None = None) -> Page:
    """The words of a page as it was scanned or photographed: turned upright and levelled, then read."""
    engine = engine or load_engine()
    grey = image.convert("L")
    turn = find_turn(grey)
    upright = turn.of(grey)
    return replace(engine.read(upright), turn=turn, size=upright.size)


@lru_cache
def _load(name: str) -> Engine:
    engines: dict[str, Callable[[], Engine]] = {"tesseract": Tesseract, "trueocr": TrueOcr}
    if name not in engines:
        raise OcrError(f"Không có bộ nhận dạng chữ “{name}”: đặt {SETTING} là {' hoặc '.join(engines)}.")
    return engines[name]()


class Tesseract:
    """Tesseract 5 with its Vietnamese model (Apache-2.0), as a program of the system."""

    name = "tesseract"

    def __init__(self) -> None:
        import pytesseract

        try:
            languages = pytesseract.get_languages(config="")
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise OcrError(_MISSING) from error
        if "vie" not in languages:
            raise OcrError(_NO_VIETNAMESE)

    def read(self, image: Image, *, scattered: bool = False, letters: str = "") -> Page:
        """The words of an upright, level page."""
        import pytesseract

        config = f"--psm {11 if scattered else 3}{f' -c tessedit_char_whitelist={letters}' if letters else ''}"
        try:
            table = pytesseract.image_to_data(
                image, lang="vie", config=config, output_type=pytesseract.Output.DICT, timeout=_SECONDS
            )
        except RuntimeError as error:  # what pytesseract makes of a timeout, and of an engine that failed
            raise OcrError(f"Tesseract không đọc được trang này ({error}): hãy quét lại trang rõ hơn.") from error
        lines: dict[tuple[int, ...], int] = {}
        words = []
        places = zip(*(table[key] for key in ("left", "top", "width", "height")), strict=True)
        numbers = zip(*(table[key] for key in ("block_num", "par_num", "line_num")), strict=True)
        for text, sure, (x, y, width, height), line in zip(table["text"], table["conf"], places, numbers, strict=True):
            if text.strip() and float(sure) >= 0:
                word = normalize("NFC", text.strip())
                number = lines.setdefault(line, len(lines))
                words.append(ScannedWord(word, float(sure) / 100, x, y, x + width, y + height, number))
        return Page(tuple(words))


class TrueOcr:
    """The package trueocr (Apache-2.0), which carries its weights and runs without another program."""

    name = "trueocr"

    def __init__(self) -> None:
        try:
            from trueocr import load_model
        except ImportError as error:
            raise OcrError("Chưa có trueocr: cài bằng lệnh “pip install trueocr” rồi thử lại.") from error
        self._model = load_model(threads=1)

    def read(self, image: Image, *, scattered: bool = False, letters: str = "") -> Page:
        """The words of an upright, level page; it knows how sure it is of a line, which each of its words is given.

        It finds scattered words by itself, and knows no narrower set of letters.
        """
        del scattered, letters
        words = []
        for number, line in enumerate(self._model.predict(image, save=False).lines):
            text = normalize("NFC", line["text"])
            left, top, right, bottom = line["bbox"]
            letter = (right - left) / max(1, len(text))
            words += [
                ScannedWord(
                    match[0],
                    float(line["confidence"]),
                    left + letter * match.start(),
                    top,
                    left + letter * match.end(),
                    bottom,
                    number,
                )
                for match in re.finditer(r"\S+", text)
            ]
        return Page(tuple(words))


def find_turn(image: Image) -> Turn:
    """What puts a page in grey upright and level."""
    quarters = _quarter_turns(image)
    angle = skew(Turn(quarters).of(image))
    return Turn(quarters, 0.0 if abs(angle) < _LEVEL else round(angle, 2))


def skew(image: Image) -> float:
    """By how many degrees a page leans to the left: the turn that makes its lines of print stand out most.

    The variance of the ink in each row is greatest where rows and lines agree (projection profiles, Postl 1986).
    """
    import numpy as np

    small = image.copy()
    small.thumbnail((800, 800))
    ink = small.point(lambda value: 255 if value < 128 else 0)

    def sharpness(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle, fillcolor=0), dtype=np.float32).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max((step / 2 for step in range(int(-2 * _STEEPEST), int(2 * _STEEPEST) + 1)), key=sharpness)
    return max((coarse + step / 10 for step in range(-4, 5)), key=sharpness)


def _quarter_turns(image: Image) -> int:
    """How many quarter turns clockwise make the page upright, where the engine's own test is sure of it."""
    import pytesseract

    try:
        report = pytesseract.image_to_osd(image, config="--psm 0 -c min_characters_to_try=20", timeout=_SECONDS)
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, RuntimeError, OSError):
        return 0  # too little print to tell, or nobody to ask
    turn = re.search(r"Rotate: (\d+)", report)
    sure = re.search(r"Orientation confidence: ([\d.]+)", report)
    if not turn or not sure or float(sure[1]) < _FEWEST_TO_TURN:
        return 0
    return int(turn[1]) // 90 % 4
