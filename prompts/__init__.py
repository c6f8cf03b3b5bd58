"""Texts, not code: what the bot says in Vietnamese, and prompts for a language model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def texts(name: str) -> Mapping[str, str]:
    """The texts of `prompts/<name>.toml`, by key; placeholders are those of `str.format`."""
    return tomllib.loads(files("prompts").joinpath(f"{name}.toml").read_text("utf-8"))
