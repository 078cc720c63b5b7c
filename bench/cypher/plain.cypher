// The peer of our loader: what everybody writes first. RELATION, SOURCE and TARGET are replaced by names of the schema.

// query: plain_merge
// params: rows
UNWIND $rows AS row
MERGE (source:SOURCE {id: row[0]})
MERGE (target:TARGET {id: row[1]})
MERGE (source)-[:RELATION]->(target)

// query: plain_triples
// Every relationship of the graph, as the peer is given it.
MATCH (source)-[edge]->(target)
RETURN [label IN labels(source) WHERE label <> 'Entity'][0] AS source, source.id AS source_id, type(edge) AS relation,
       [label IN labels(target) WHERE label <> 'Entity'][0] AS target, target.id AS target_id

// query: plain_wipe
// params: limit
MATCH (node) WHERE NOT node:SchemaVersion
WITH node LIMIT $limit
DETACH DELETE node
RETURN count(*) AS gone
