"""Pages drawn for people, the last of them kept: the same clause is looked at by many."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from documents.pages import Original, Picture
from documents.reading import Span

MOST = 32 * 2**20
"""Bytes of pictures that are kept."""

Key = tuple[Path, Span]


class Pictures:
    """Draws the pages that a span stands on, or gives those it drew before. Any thread may ask."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: OrderedDict[Key, tuple[Picture, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, original: Original, span: Span) -> tuple[Picture, ...]:
        """The pages of an original with a span marked. Raises `DocumentError` where they cannot be drawn."""
        key = original.path, span
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        pictures = original.draw(span)
        with self._lock:
            self._kept[key] = pictures
            while self._size() > self.most:
                self._kept.popitem(last=False)
        return pictures

    def forget(self, folder: Path) -> None:
        """Let go of what was drawn from a folder's files."""
        with self._lock:
            for key in [key for key in self._kept if folder in key[0].parents]:
                del self._kept[key]

    def _size(self) -> int:
        return sum(len(picture.data) for pictures in self._kept.values() for picture in pictures)
