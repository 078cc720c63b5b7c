import neo4j
import pytest

from graph.errors import SchemaError
from graph.migrations import migrate


def test_a_second_run_applies_nothing(driver: neo4j.Driver) -> None:
    assert migrate(driver).applied == []


def test_the_names_index_reads_both_languages(clean_graph: neo4j.Driver) -> None:
    clean_graph.execute_query(
        "CREATE (:Brand:Entity {id: 'brand/huawei', name: 'Huawei', aliases: ['华为']})"
        "CREATE (:Brand:Entity {id: 'brand/apple', name: 'Apple', aliases: ['苹果']})"
    )
    clean_graph.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    for text in ("华为", "huawei"):
        rows = clean_graph.execute_query(
            "CALL db.index.fulltext.queryNodes('names', $t) YIELD node RETURN node.id", t=text
        )
        assert [row[0] for row in rows.records] == ["brand/huawei"]


def test_an_edited_or_newer_schema_is_refused(driver: neo4j.Driver) -> None:
    driver.execute_query("MATCH (s:SchemaVersion {version: 1}) SET s.was = s.checksum, s.checksum = 'edited'")
    try:
        with pytest.raises(SchemaError, match=r"001_constraints\.cypher was edited after it was applied"):
            migrate(driver)
    finally:
        driver.execute_query("MATCH (s:SchemaVersion {version: 1}) SET s.checksum = s.was REMOVE s.was")
    driver.execute_query("CREATE (:SchemaVersion {version: 999})")
    try:
        with pytest.raises(SchemaError, match="schema version 999"):
            migrate(driver)
    finally:
        driver.execute_query("MATCH (s:SchemaVersion {version: 999}) DELETE s")
