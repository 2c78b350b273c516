"""A small registry of a few files, and a copy of it for spoiling."""

import pytest

from myosotis.population.simulate import simulate


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registry")
    list(simulate(1500, folder, clients_a_file=60))
    return folder


@pytest.fixture
def copy(registry, tmp_path):
    """The registry again, for spoiling."""
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for file in registry.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder
