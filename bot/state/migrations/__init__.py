"""Migrations of the bot's database, by Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database up to a revision; at the newest already, nothing happens."""
    _run(engine, "upgrade", revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take a database back to a revision."""
    _run(engine, "downgrade", revision)


def _run(engine: Engine, what: str, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        getattr(command, what)(config, revision)
