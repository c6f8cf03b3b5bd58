import pytest

from documents.library import Library


@pytest.fixture(scope="package")
def plans(tmp_path_factory):
    """The plans that ship, by id."""
    return dict(Library.open(tmp_path_factory.mktemp("plans")).plans)
