import neo4j
import numpy as np

from graph.export import Export
from graph.publish import Publisher, Stages
from graph.records import Entity, Product
from graph.writer import Writer

LIVE = (
    "MATCH (set:EmbeddingSet {active: true}) "
    "CALL db.index.vector.queryNodes(set.index, 1, $vector) YIELD node RETURN set.slot AS slot, node.id AS id"
)


def shop(driver: neo4j.Driver) -> Publisher:
    writer = Writer(driver)
    writer.products(Product(f"product/{n}", f"T{n}") for n in range(3))
    writer.users(["user/a"])
    return Publisher(driver)


def publish(publisher: Publisher, turn: int, dimension: int = 4) -> str:
    vectors = np.roll(np.eye(dimension, dtype=np.float32)[:3], turn, axis=0)
    return publisher.embeddings(
        [(f"product/{n}", vectors[n], vectors[n]) for n in range(3)], dimension=dimension
    )


def nearest(driver: neo4j.Driver, dimension: int = 4) -> tuple[str, str]:
    rows = driver.execute_query(LIVE, vector=np.eye(dimension)[0].tolist()).records
    assert len(rows) == 1
    return rows[0]["slot"], rows[0]["id"]


def test_sets_take_turns_and_one_is_live(clean_graph: neo4j.Driver) -> None:
    publisher = shop(clean_graph)
    publish(publisher, 0)
    assert nearest(clean_graph) == ("embedding_a", "product/0")
    publish(publisher, 1)
    assert nearest(clean_graph) == ("embedding_b", "product/1")
    publish(publisher, 2)
    assert nearest(clean_graph) == ("embedding_a", "product/2")
    rows = clean_graph.execute_query("MATCH (s:EmbeddingSet) RETURN count(s) AS n").records
    assert rows[0]["n"] == 1


def test_a_set_may_have_another_dimension(clean_graph: neo4j.Driver) -> None:
    publisher = shop(clean_graph)
    publish(publisher, 0)
    publish(publisher, 1, dimension=8)
    assert nearest(clean_graph, 8) == ("embedding_b", "product/1")


def test_what_is_similar_takes_the_place_of_what_was_and_the_rest_stays(clean_graph: neo4j.Driver) -> None:
    publisher = shop(clean_graph)
    edges = (
        "MATCH (a)-[e:SIMILAR_TO]->(b) RETURN a.id AS a, b.id AS b, e.score AS score, elementId(e) AS edge"
    )

    def similar() -> dict[tuple[str, str], tuple[float, str]]:
        return {
            (row["a"], row["b"]): (row["score"], row["edge"])
            for row in clean_graph.execute_query(edges).records
        }

    rows = [("product/0", [("product/1", 0.9), ("product/2", 0.5)]), ("product/1", [("product/0", 0.9)])]
    assert publisher.similar(rows) == 3
    before = similar()
    rows = [("product/0", [("product/2", 0.7), ("product/0", 0.1)]), ("product/1", [])]
    assert publisher.similar(rows) == 2
    assert similar() == {
        ("product/0", "product/2"): (0.7, before["product/0", "product/2"][1]),
        ("product/0", "product/0"): (0.1, similar()["product/0", "product/0"][1]),
    }


def test_segments_are_replaced_as_a_whole(clean_graph: neo4j.Driver) -> None:
    publisher = shop(clean_graph)
    Writer(clean_graph).entities([Entity("Brand", "brand/x", "X")])
    for name in ("old", "new"):
        segment = {
            "id": f"segment/{name}",
            "properties": {"id": f"segment/{name}", "name": name},
            "prefers": [{"entity": "brand/x", "properties": {"lift": 2.0, "low": 1.5, "count": 9}}],
            "products": [{"entity": "product/1", "properties": {"lift": 3.0, "rank": 1}}],
        }
        publisher.segments(
            [segment], [{"user": "user/a", "segment": f"segment/{name}", "score": 0.5}], last=4
        )
    rows = clean_graph.execute_query(
        "MATCH (:User)-[m:IN_SEGMENT]->(s:Segment)-[p:PREFERS]->(b), (s)-[t:TYPICAL_PRODUCT]->(product) "
        "RETURN s.name AS name, m.score AS score, p.low AS low, product.id AS product, t.lift AS lift"
    ).records
    assert [row.data() for row in rows] == [
        {"name": "new", "score": 0.5, "low": 1.5, "product": "product/1", "lift": 3.0}
    ]
    export = Export(clean_graph)
    assert list(export.members()) == [("user/a", "segment/new")]
    assert export.last_segment() == 4


def test_a_segment_without_preferences_or_products_stands_too(clean_graph: neo4j.Driver) -> None:
    publisher = shop(clean_graph)
    assert Export(clean_graph).last_segment() == 0
    bare = {"id": "segment/1", "properties": {"id": "segment/1", "name": "x"}, "prefers": [], "products": []}
    publisher.segments([bare], [])
    assert clean_graph.execute_query("MATCH (s:Segment) RETURN s.name AS name").records[0]["name"] == "x"


def test_what_a_shopper_prefers_is_replaced(clean_graph: neo4j.Driver) -> None:
    publisher = shop(clean_graph)
    Writer(clean_graph).entities(Entity("Brand", f"brand/{name}", name) for name in "xy")
    for brands, frequency in (("x", 1.0), ("y", 2.5), ("", 0.0)):
        prefers = [{"entity": f"brand/{name}", "lift": 2.0, "weight": 7.5} for name in brands]
        publisher.shoppers([{"user": "user/a", "properties": {"frequency": frequency}, "prefers": prefers}])
        (row,) = clean_graph.execute_query(
            "MATCH (user:User {id: 'user/a'}) "
            "RETURN user.frequency AS frequency, "
            "COLLECT { MATCH (user)-[p:PREFERS]->(b) RETURN [b.name, p.weight] } AS prefers"
        ).records
        assert row.data() == {"frequency": frequency, "prefers": [[name, 7.5] for name in brands]}


def test_a_stage_is_done_for_its_inputs_only(clean_graph: neo4j.Driver) -> None:
    stages = Stages(clean_graph)
    assert not stages.is_done("seeds", "v1")
    stages.done("seeds", "v1")
    assert stages.is_done("seeds", "v1")
    assert not stages.is_done("seeds", "v2")
