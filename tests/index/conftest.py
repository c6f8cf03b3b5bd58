"""A small set of passages, and an encoder that is quick and the same everywhere."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from index.encoder import Array, BoxEncoder, normalise_rows
from index.passage import Passage
from index.tokens import fold_words, split_words


class HashEncoder:
    """Random directions, one a word, added up: alike texts lie near each other."""

    def __init__(self, name: str = "hash", dimensions: int = 32) -> None:
        self.name = name
        self.dimensions = dimensions
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str]) -> Array:
        return normalise_rows(np.stack([self._add(text) for text in texts]))

    def encode_passages(self, texts: Sequence[str]) -> Array:
        self.encoded += len(texts)
        return self.encode_queries(texts)

    def _add(self, text: str) -> Array:
        total = np.zeros(self.dimensions, np.float32)
        for word in fold_words(split_words(text)):
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little")
            total += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        return total


PASSAGES = [
    Passage(
        "huyen-ngheo",
        "Giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục.",
        "Tuyên Quang › Đối với huyện nghèo",
    ),
    Passage("xa", "Giảm tỷ lệ hộ nghèo bình quân 5% trong 05 năm liên tục.", "Tuần Giáo › Đối với xã"),
    Passage("thon", "Thôn, bản có dưới 10% hộ nghèo và được công nhận Khu dân cư văn hóa.", "Tuần Giáo › Đối với thôn"),
    Passage("ho", "Hộ gia đình chấp hành tốt chủ trương, trả nợ vay đúng hạn.", "Lạng Sơn › Đối với hộ nghèo"),
    Passage(
        "bao-cao",
        "Báo cáo kết quả về Sở Lao động - Thương binh và Xã hội trước ngày 15/11 hằng năm.",
        "Lệ Thủy › Báo cáo",
    ),
]


@pytest.fixture
def passages() -> list[Passage]:
    return list(PASSAGES)


@pytest.fixture
def encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture(scope="session")
def box() -> BoxEncoder:
    return BoxEncoder()
