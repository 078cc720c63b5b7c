import pytest

from gnn.graph_data import GraphTensors
from tests.gnn.samples import two_tastes


@pytest.fixture(scope="session")
def tastes() -> GraphTensors:
    return two_tastes()
