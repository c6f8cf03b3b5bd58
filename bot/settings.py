"""Settings, from `PLANBOT_*` in the environment or a `.env` file; every one has a working default."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside."""

    model_config = SettingsConfigDict(env_prefix="PLANBOT_", env_file=".env", extra="ignore", populate_by_name=True)

    telegram_token: SecretStr | None = Field(
        default=None,
        description="The bot's token from @BotFather; without one the chat runs in the terminal.",
        validation_alias=AliasChoices("TELEGRAM_BOT_TOKEN", "PLANBOT_TELEGRAM_TOKEN"),
    )
    data: Path = Field(
        default_factory=lambda: user_data_path("planbot", appauthor=False),
        description="The folder that holds the library, the index and the bot's state.",
    )
    encoder: str | None = Field(
        default=None, description="A sentence-transformers model or folder instead of the encoder in the box."
    )
    llm: str | None = Field(
        default=None, description="A language model that words the answers, as langchain's init_chat_model names it."
    )
    database: str | None = Field(
        default=None, description="The bot's database as an SQLAlchemy URL; SQLite in the data folder without one."
    )
    admins: set[int] = Field(default_factory=set, description="Telegram ids of those who may add plans: [1, 2].")
    allow: set[int] = Field(default_factory=set, description="If set, only these Telegram ids are answered: [1, 2].")
    keep_days: int = Field(default=30, ge=1, description="Days after which what people said is forgotten.")
    per_minute: int = Field(default=20, ge=1, description="Messages a user may send in a minute.")
    telegram_api: str = Field(default="https://api.telegram.org", description="The Bot API server.")
    webhook_url: str | None = Field(
        default=None, description="Public https address for a webhook; polling without one."
    )
    webhook_secret: SecretStr | None = Field(default=None, description="The secret that Telegram sends with each push.")
    listen: str = Field(
        default="127.0.0.1:8080", description="Where webhook, /health and /metrics are served; empty for none."
    )
    llm_seconds: float = Field(default=12.0, gt=0, description="Seconds a language model may take.")
    place: str | None = Field(default=None, description="The asker's place where none is given, such as 'Tuyên Quang'.")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
