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
// A text about a product that is not there stays away, and comes back by staying away.
UNWIND $rows AS row
OPTIONAL MATCH (product:Product {id: row.about})
WITH row, product WHERE row.about IS NULL OR product IS NOT NULL
MERGE (source:Source {id: row.id})
ON CREATE SET source = row.properties
FOREACH (author IN CASE WHEN row.author IS NULL THEN [] ELSE [row.author] END |
  MERGE (user:User {id: author})
  MERGE (user)-[:WROTE]->(source))
FOREACH (known IN CASE WHEN product IS NULL THEN [] ELSE [product] END |
  MERGE (source)-[:ABOUT]->(known))
RETURN row.id AS id

// query: write_users
// params: rows
UNWIND $rows AS row
MERGE (:User {id: row})

// query: write_events
// params: rows
// The shopper's side has the fewer edges, so an event that is already there is found from it.
UNWIND $rows AS row
MATCH (product:Product {id: row.target})
MERGE (user:User {id: row.user})
MERGE (user)-[event:$(row.relation) {id: row.id}]->(product)
SET event += row.properties
RETURN row.id AS id

// query: write_taken
// params: rows
// Events whose id another event of their type has: another shopper's or another target's.
UNWIND $rows AS row
CALL (row) {
  MATCH (user)-[event:VIEWED {id: row.id}]->(target) RETURN user, event, target
  UNION ALL
  MATCH (user)-[event:ADDED_TO_CART {id: row.id}]->(target) RETURN user, event, target
  UNION ALL
  MATCH (user)-[event:PURCHASED {id: row.id}]->(target) RETURN user, event, target
  UNION ALL
  MATCH (user)-[event:RATED {id: row.id}]->(target) RETURN user, event, target
  UNION ALL
  MATCH (user)-[event:REVIEWED {id: row.id}]->(target) RETURN user, event, target
  UNION ALL
  MATCH (user)-[event:SEARCHED {id: row.id}]->(target) RETURN user, event, target
}
WITH row, user, event, target
WHERE type(event) = row.relation AND (user.id <> row.user OR target.id <> row.target)
RETURN row.id AS id

// query: write_searches
// params: rows
UNWIND $rows AS row
MERGE (user:User {id: row.user})
MERGE (query:Query {id: row.target})
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
RETURN row.id AS id

// query: write_policies
// params: rows
UNWIND $rows AS row
MERGE (policy:Policy {id: row.id})
SET policy = row
