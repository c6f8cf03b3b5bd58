"""The samples in the docs are what the code makes today."""

from pathlib import Path

import pytest

from briefings.samples import SAMPLES, make

KEPT = Path(__file__).parents[2] / "docs/samples"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    make(folder)
    return folder


@pytest.mark.parametrize("name", [name for name, _, _ in SAMPLES])
def test_samples_are_up_to_date(made, name):
    assert (KEPT / name).read_bytes() == (made / name).read_bytes(), "chạy make samples rồi lưu lại"
