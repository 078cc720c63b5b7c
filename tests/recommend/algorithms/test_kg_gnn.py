"""Knowledge as edges, and a training that goes on where it was cut off."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.algorithms.kg_gnn import KnowledgeGraphGnn, graph_of
from recommend.algorithms.related import related
from recommend.dataset import Knowledge
from tests.recommend.algorithms.samples import ITEMS, USERS, shop


def test_items_that_share_rare_neighbours_are_related() -> None:
    # Three items, and four products beyond the data: the first two items share the rare third of them.
    beyond = np.array([[1, 0, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0]], np.float32)
    bought = csr_array(np.hstack([np.zeros((3, 3), np.float32), beyond]))
    cosines = related(Knowledge(neighbours={"also_bought": bought}), 3).toarray()
    assert np.allclose(cosines, cosines.T)
    assert np.diag(cosines).tolist() == [0, 0, 0]
    assert cosines[0, 1] == pytest.approx(1)
    assert 0 < cosines[0, 2] < 0.5


def test_the_graph_holds_each_edge_once() -> None:
    data = shop(rated=False)
    graph = graph_of(data)
    assert list(graph.nodes)[:2] == ["user", "product"]
    assert (len(graph.nodes["user"]), len(graph.nodes["product"])) == (USERS, ITEMS)
    edges = {relation.name: relation for relation in graph.relations}
    assert set(edges) == {"brand", "also_bought", "related"}
    own = data.knowledge.neighbours["also_bought"][:, :ITEMS].toarray()
    assert len(edges["also_bought"].pairs) == np.triu((own + own.T) > 0, 1).sum()
    assert (edges["related"].pairs[:, 0] < edges["related"].pairs[:, 1]).all()


def test_a_folder_without_relations_is_learned_from_too() -> None:
    bare = graph_of(shop(rated=False))
    assert bare.relations
    data = shop(rated=False)
    alone = graph_of(type(data)(data.users, data.items, data.rows, data.columns, data.values))
    assert alone.relations == ()
    assert (alone.interactions() == bare.interactions()).all()


def test_a_training_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    epochs: list[int] = []

    def cut_off(epoch: int, figures: object) -> None:
        epochs.append(epoch)
        if epoch == 2:
            raise KeyboardInterrupt

    data = shop(rated=False)
    with pytest.raises(KeyboardInterrupt):
        KnowledgeGraphGnn(0.25, epochs=3, progress=cut_off, checkpoints=tmp_path).fit(data)
    assert len(list(tmp_path.iterdir())) == 1
    KnowledgeGraphGnn(
        0.25, epochs=3, progress=lambda epoch, _: epochs.append(epoch), checkpoints=tmp_path
    ).fit(data)
    # What the second epoch learned was not written yet, so it is learned again.
    assert epochs == [1, 2, 2, 3]
    assert not list(tmp_path.iterdir())


def test_the_temperature_is_the_best_on_purchases_held_out(tmp_path: Path) -> None:
    """Cut off while it chooses, it goes on with what it had tried."""
    data, seen = shop(rated=False), list[tuple[int, float, float]]()

    def note(epoch: int, figures: Mapping[str, float]) -> None:
        seen.append((epoch, figures["temperature"], figures["ndcg@10"]))
        if len(seen) == 4:
            raise KeyboardInterrupt

    other = tmp_path / ".kg-gnn-of-other-data.checkpoint"
    other.touch()
    choosing = KnowledgeGraphGnn(epochs=2, progress=note, checkpoints=tmp_path)
    with pytest.raises(KeyboardInterrupt):
        choosing.fit(data)
    fitted = choosing.fit(data)
    # The first training was whole, and the second lost what was not written when it was cut off.
    assert [epoch for epoch, _, _ in seen[:5]] == [1, 2, 1, 2, 2]
    best = {t: max(ndcg for _, own, ndcg in seen if own == t) for _, t, _ in seen}
    assert len(best) >= 2
    assert best[fitted.scorer.metrics["temperature"]] == max(best.values())
    assert list(tmp_path.iterdir()) == [other]
    again = KnowledgeGraphGnn(fitted.scorer.metrics["temperature"], epochs=2).fit(data)
    np.testing.assert_array_equal(again.scorer.vectors.products, fitted.scorer.vectors.products)
