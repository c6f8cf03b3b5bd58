import pytest

from documents.library import Library
from retrieval.assistant import Assistant


@pytest.fixture(scope="package")
def plans(tmp_path_factory):
    """The plans that ship, by id."""
    return dict(Library.open(tmp_path_factory.mktemp("plans")).plans)


@pytest.fixture(scope="package")
def five(tmp_path_factory):
    """An assistant over the plans that ship."""
    return Assistant.open(tmp_path_factory.mktemp("five"))


@pytest.fixture(scope="package")
def over(tmp_path_factory):
    """Opens an assistant over the plans that ship and others, by their files."""

    def open_over(files):
        data = tmp_path_factory.mktemp("over")
        assert all(report.plan for report in Library.open(data).ingest(files))
        return Assistant.open(data)

    return open_over


@pytest.fixture(scope="package")
def over_texts(over, tmp_path_factory):
    """Opens an assistant over the plans that ship and others, by their texts."""

    def open_over(*texts):
        folder = tmp_path_factory.mktemp("texts")
        paths = [folder / f"plan-{at}.txt" for at, _ in enumerate(texts)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return over(paths)

    return open_over
