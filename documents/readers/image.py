"""Photographs and scans: PNG, JPEG, TIFF of many pages, and HEIC where pillow-heif is installed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from documents.extract import Extract, Format
from documents.readers.errors import BOMB, DAMAGED, NO_HEIC, PAGES, UnreadableError
from documents.readers.pages import PageText, join, scan

MOST_PAGES = 500
_MOST_PIXELS = 80_000_000
_LONGEST_SIDE = 5000


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The text that OCR finds, page by page."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    if data[4:8] == b"ftyp":
        _open_heic(name)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            if count > MOST_PAGES:
                raise UnreadableError(PAGES.format(name=name, count=count, most=MOST_PAGES))
            if image.width * image.height > _MOST_PIXELS:
                raise UnreadableError(BOMB.format(name=name))

            def pages() -> Iterator[PageText]:
                for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                    upright = ImageOps.exif_transpose(frame)
                    if upright.mode in ("RGBA", "LA", "P"):
                        upright = upright.convert("RGBA")
                        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
                    upright = upright.convert("L")
                    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
                    yield scan(upright)
                    report(number, count)

            return join(pages(), Format.IMAGE)
    except Image.DecompressionBombError as error:
        raise UnreadableError(BOMB.format(name=name)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error


def _open_heic(name: str) -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise UnreadableError(NO_HEIC.format(name=name)) from error
    register_heif_opener()
