"""Databases to test on: SQLite, and a real PostgreSQL started from Debian's binaries."""

import getpass
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.state.store import open_engine


def postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres():
    pytest.importorskip("psycopg", reason="needs psycopg: pip install 'planbot[postgres]'")
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("needs a PostgreSQL server: apt-get install postgresql")
    # pytest closes its own folder to other users each time it starts, here or in another run.
    folder = Path(tempfile.mkdtemp(prefix="planbot-pg-"))
    data, port = folder / "data", 55000 + os.getpid() % 5000
    # PostgreSQL refuses to run as root.
    user = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
    if user:
        shutil.chown(folder, "postgres")
    subprocess.run(
        [*user, binaries / "initdb", "-D", data, "-A", "trust", "-U", "bot"], check=True, capture_output=True
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    start = [*user, binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"]
    subprocess.run(start, check=True, capture_output=True)
    yield f"postgresql+psycopg://bot@127.0.0.1:{port}/postgres"
    subprocess.run([*user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, capture_output=True)
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    address = request.getfixturevalue("postgres")
    with open_engine(address).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return address
