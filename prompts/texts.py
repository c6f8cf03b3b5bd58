"""Wordings kept as data: one TOML file a room, one name a wording."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=32)
def load(name: str) -> Mapping[str, str]:
    """The wordings of the file `<name>.toml` here, by name; `{…}` in them stand for what is filled in."""
    content = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
    return {key: str(value) for key, value in content.items()}
