"""The samples in the docs: made from the plans as they are, and the same each time."""

from pathlib import Path

import pytest

from briefings.memory import recall
from briefings.samples import SAMPLES, make

KEPT = Path(__file__).parents[2] / "docs/samples"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folders = [tmp_path_factory.mktemp("samples") for _ in range(2)]
    for folder in folders:
        make(folder)
    return folders


@pytest.mark.parametrize("name", [name for name, _, _ in SAMPLES])
def test_samples_are_the_same_each_time(made, name):
    first, second = ((folder / name).read_bytes() for folder in made)
    assert first == second


@pytest.mark.parametrize(("name", "topic", "audience"), SAMPLES)
def test_samples_in_the_docs_are_of_these_plans(made, name, topic, audience):
    kept, now = recall(KEPT / name), recall(made[0] / name)
    assert (kept.request.topic, kept.request.audience) == (topic, audience)
    assert kept == now, "chạy make samples rồi lưu lại"
