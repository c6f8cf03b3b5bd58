"""Tables of figures as they are printed, scanned and photographed, for tests of what reads them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

RATES = {"2015": "50,12", "2016": "43", "2017": "36,5", "2018": "29", "2019": "22", "2020": "14,75"}

COUNTS = [
    ["Chỉ tiêu", "2015", "2016", "2017", "2018", "2019", "2020"],
    ["Tổng số hộ", "1.234", "1.240", "1.251", "1.260", "1.270", "1.281"],
    ["Số hộ nghèo", "617", "533", "450", "365", "279", "192"],
    ["Tỷ lệ hộ nghèo (%)", "50,00", "42,98", "35,97", "28,97", "21,97", "14,99"],
]


def table(rows: Sequence[Sequence[str]], *, title: str = "", ruled: bool = True, size: int = 30) -> Image.Image:
    """A printed table; "<" merges a cell with the one before it."""
    font = ImageFont.truetype(f"{pytest.importorskip('matplotlib').get_data_path()}/fonts/ttf/DejaVuSerif.ttf", size)
    line, pad = round(size * 1.35), round(size * 0.6)
    columns = len(rows[0])
    widths = [
        max(font.getlength(part) for row in rows for part in _wrapped(row[column])) + 2 * pad
        for column in range(columns)
    ]
    heights = [max(len(_wrapped(cell)) for cell in row) * line + 2 * pad for row in rows]
    left, top = 120, 120 + (2 * line if title else 0)
    image = Image.new("RGB", (round(2 * left + sum(widths)), round(top + 160 + sum(heights))), "white")
    draw = ImageDraw.Draw(image)
    if title:
        draw.text((left, 110), title, fill=(25, 25, 35), font=font)
    y = top
    for row, height in zip(rows, heights, strict=True):
        x = left
        for column, cell in enumerate(row):
            if cell != "<":
                last = column + 1
                while last < columns and row[last] == "<":
                    last += 1
                if ruled:
                    draw.rectangle((x, y, x + sum(widths[column:last]), y + height), outline=(30, 30, 30), width=2)
                for number, part in enumerate(_wrapped(cell)):
                    draw.text((x + pad, y + pad + number * line), part, fill=(25, 25, 35), font=font)
            x += widths[column]
        y += height
    return image


def _wrapped(cell: str) -> list[str]:
    return cell.split("\n")


def by_years_down(figures: dict[str, str] = RATES, heading: str = "Tỷ lệ hộ nghèo (%)") -> list[list[str]]:
    return [["Năm", heading], *([year, rate] for year, rate in figures.items())]


def photographed(
    image: Image.Image, *, lean: float = 2.0, seed: int = 1, noise: float = 10, blur: float = 0.7
) -> Image.Image:
    """The page as a telephone takes it: on a table, leaning, narrower at the top, lit from one side, grainy."""
    dice = random.Random(seed)
    width = image.width
    image = image.rotate(lean, expand=True, fillcolor=(205, 203, 198), resample=Image.Resampling.BICUBIC)
    lost = width * 0.02
    corners = [-lost, 0, lost * dice.random(), image.height, image.width, image.height, image.width + lost, 0]
    image = image.transform(
        image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(205, 203, 198)
    )
    pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float32)
    light = np.linspace(0.62, 1.0, image.width)[None, :, None] * np.linspace(1.0, 0.85, image.height)[:, None, None]
    grain = np.random.default_rng(seed).normal(0, noise, pixels.shape[:2])[:, :, None]
    return Image.fromarray(np.clip(pixels * light + grain, 0, 255).astype(np.uint8))
