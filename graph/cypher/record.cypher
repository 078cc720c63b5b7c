// Behaviour as it happens. An event id that is already there, with whatever content, is a duplicate.

// query: record_known
// params: ids
// Which of these event ids are taken; each line is one seek in a uniqueness index.
UNWIND $ids AS id
WITH id WHERE EXISTS { ()-[:VIEWED {id: id}]->() }
   OR EXISTS { ()-[:ADDED_TO_CART {id: id}]->() }
   OR EXISTS { ()-[:PURCHASED {id: id}]->() }
   OR EXISTS { ()-[:RATED {id: id}]->() }
   OR EXISTS { ()-[:REVIEWED {id: id}]->() }
   OR EXISTS { ()-[:SEARCHED {id: id}]->() }
RETURN id

// query: record_product_events
// params: rows
// A shopper seen for the first time is added; an event with an unknown product leaves nothing.
UNWIND $rows AS row
MATCH (product:Product {id: row.product})
MERGE (user:User {id: row.user})
CREATE (user)-[event:$(row.relation)]->(product)
SET event = row.properties
RETURN row.id AS id

// query: record_searches
// params: rows
UNWIND $rows AS row
MERGE (user:User {id: row.user})
MERGE (query:Query {id: row.query})
ON CREATE SET query.text = row.text
CREATE (user)-[event:SEARCHED]->(query)
SET event = row.properties
FOREACH (asked IN COLLECT { UNWIND row.asks_for AS id MATCH (node:Entity {id: id}) RETURN node } |
  MERGE (query)-[:ASKS_FOR]->(asked))
RETURN row.id AS id
