// Nodes and behaviour in bulk. Every block takes $rows, one transaction's worth, and changes nothing the second time.

// query: write_entities
// params: rows, given
// A given entity stays when the last fact about it goes; one that only facts brought does not.
UNWIND $rows AS row
MERGE (entity:Entity {id: row.id})
ON CREATE SET entity:$(row.label), entity.name = row.name, entity.aliases = row.aliases
SET entity.aliases = entity.aliases + [alias IN row.aliases WHERE NOT alias IN entity.aliases],
    entity.released = coalesce(row.released, entity.released),
    entity.given = coalesce(entity.given, $given)

// query: write_parameters
// params: rows
UNWIND $rows AS row
MERGE (parameter:Entity {id: row.id})
ON CREATE SET parameter:Parameter, parameter += row

// query: write_products
// params: rows
// What a later row does not state stays as it was.
UNWIND $rows AS row
MERGE (product:Entity {id: row.id})
ON CREATE SET product:Product
SET product += row

// query: write_sources
// params: rows
UNWIND $rows AS row
MERGE (source:Source {id: row.id})
ON CREATE SET source = row.properties
FOREACH (author IN CASE WHEN row.author IS NULL THEN [] ELSE [row.author] END |
  MERGE (user:User {id: author})
  MERGE (user)-[:WROTE]->(source))
WITH row, source
OPTIONAL MATCH (product:Product {id: row.about})
FOREACH (known IN CASE WHEN product IS NULL THEN [] ELSE [product] END |
  MERGE (source)-[:ABOUT]->(known))
WITH row, product WHERE row.about IS NOT NULL AND product IS NULL
RETURN row.id AS missing

// query: write_users
// params: rows
UNWIND $rows AS row
MERGE (:User {id: row})

// query: write_events
// params: rows
// The shopper's side has the fewer edges, so an event that is already there is found from it.
UNWIND $rows AS row
MATCH (product:Product {id: row.product})
MERGE (user:User {id: row.user})
MERGE (user)-[event:$(row.relation) {id: row.id}]->(product)
SET event += row.properties
RETURN row.id AS id

// query: write_searches
// params: rows
UNWIND $rows AS row
MERGE (user:User {id: row.user})
MERGE (query:Query {id: row.query})
ON CREATE SET query.text = row.text
MERGE (user)-[event:SEARCHED {id: row.id}]->(query)
SET event += row.properties
FOREACH (asked IN COLLECT { UNWIND row.asks_for AS id MATCH (node:Entity {id: id}) RETURN node } |
  MERGE (query)-[:ASKS_FOR]->(asked))
RETURN row.id AS id

// query: write_neighbours
// params: rows
UNWIND $rows AS row
MATCH (source:Product {id: row.source}), (target:Product {id: row.target})
MERGE (source)-[edge:$(row.kind)]->(target)
SET edge.score = row.score
RETURN row.target AS id

// query: write_policies
// params: rows
UNWIND $rows AS row
MERGE (policy:Policy {id: row.id})
SET policy = row
