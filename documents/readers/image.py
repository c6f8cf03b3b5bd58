"""Photographs and scans: PNG, JPEG, TIFF of many pages, and HEIC where pillow-heif is installed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from documents.extract import Extract, Format
from documents.readers.errors import BOMB, DAMAGED, NO_HEIC, PAGES, UnreadableError
from documents.readers.pages import PageText, join, scan

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 500
_MOST_PIXELS = 80_000_000
_LONGEST_SIDE = 5000


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The text that OCR finds, page by page."""
    with opened(data, name) as image:
        count = getattr(image, "n_frames", 1)
        if count > MOST_PAGES:
            raise UnreadableError(PAGES.format(name=name, count=count, most=MOST_PAGES))

        def pages() -> Iterator[PageText]:
            for number in range(count):
                yield scan(page_of(image, number).convert("L"))
                report(number + 1, count)

        return join(pages(), Format.IMAGE)


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Image]:
    """A picture, opened for its pages. Raises `UnreadableError` for what is none, here and in the block."""
    from PIL import Image, UnidentifiedImageError

    if data[4:8] == b"ftyp":
        _open_heic(name)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UnreadableError(BOMB.format(name=name))
            yield image
    except Image.DecompressionBombError as error:
        raise UnreadableError(BOMB.format(name=name)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error


def page_of(image: Image, number: int) -> Image:
    """One page of a picture, counted from 0: as the camera held it, on white, no larger than OCR needs."""
    from PIL import ImageOps
    from PIL.Image import alpha_composite, new

    image.seek(number)
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P"):
        upright = upright.convert("RGBA")
        upright = alpha_composite(new("RGBA", upright.size, "white"), upright)
    upright = upright.convert("RGB")
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return upright


def _open_heic(name: str) -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise UnreadableError(NO_HEIC.format(name=name)) from error
    register_heif_opener()
