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
SET product:Product, product += row
REMOVE product:RelatedProduct

// query: write_sources
// params: rows
// A text about a product that is not there stays away.
UNWIND $rows AS row
OPTIONAL MATCH (product:Product {id: row.target})
WITH row, product WHERE row.target IS NULL OR product IS NOT NULL
MERGE (source:Source {id: row.id})
ON CREATE SET source = row.properties
FOREACH (author IN CASE WHEN row.author IS NULL THEN [] ELSE [row.author] END |
  MERGE (user:User {id: author})
  MERGE (user)-[:WROTE]->(source))
FOREACH (known IN CASE WHEN product IS NULL THEN [] ELSE [product] END |
  MERGE (source)-[:ABOUT]->(known))
RETURN count(*) AS written

// query: write_users
// params: rows
UNWIND $rows AS row
MERGE (:User {id: row})

// query: write_events
// each: RELATION in VIEWED, ADDED_TO_CART, PURCHASED, RATED, REVIEWED
// params: rows
// What a device does that is known as a shopper is the shopper's.
UNWIND $rows AS row
MATCH (product:Product {id: row.target})
MERGE (recorded:User {id: row.user})
WITH row, product, recorded
OPTIONAL MATCH (recorded)-[:KNOWN_AS]->(person:User)
WITH row, product, person, coalesce(person, recorded) AS user
MERGE (user)-[event:RELATION {id: row.id}]->(product)
SET event += row.properties, event.recorded_as = CASE WHEN person IS NULL THEN null ELSE row.user END
RETURN count(*) AS written

// query: write_events:SEARCHED
// params: rows
UNWIND $rows AS row
MERGE (recorded:User {id: row.user})
MERGE (query:Query {id: row.target})
ON CREATE SET query.text = row.text
WITH row, query, recorded
OPTIONAL MATCH (recorded)-[:KNOWN_AS]->(person:User)
WITH row, query, person, coalesce(person, recorded) AS user
MERGE (user)-[event:SEARCHED {id: row.id}]->(query)
SET event += row.properties, event.recorded_as = CASE WHEN person IS NULL THEN null ELSE row.user END
RETURN count(*) AS written

// query: write_events:LOGGED_IN
// params: rows
// From a device to a shopper; `made` is which of the two this login brought.
UNWIND $rows AS row
OPTIONAL MATCH (device:User {id: row.user})
OPTIONAL MATCH (person:User {id: row.target})
WITH row, CASE WHEN device IS NULL THEN [row.user] ELSE [] END
          + CASE WHEN person IS NULL THEN [row.target] ELSE [] END AS made
MERGE (from:User {id: row.user})
MERGE (to:User {id: row.target})
MERGE (from)-[event:LOGGED_IN {id: row.id}]->(to)
ON CREATE SET event.made = made
SET event += row.properties
RETURN count(*) AS written

// query: write_asks
// params: rows
UNWIND $rows AS row
MATCH (query:Query {id: row.query})
MATCH (entity:Entity {id: row.entity})
MERGE (query)-[:ASKS_FOR]->(entity)

// query: write_taken
// each: RELATION in VIEWED, ADDED_TO_CART, PURCHASED, RATED, REVIEWED, SEARCHED, LOGGED_IN
// params: rows
// Events whose id another event of their type has: another shopper's or another target's.
UNWIND $rows AS row
MATCH (user)-[event:RELATION {id: row.id}]->(target)
WHERE coalesce(event.recorded_as, user.id) <> row.user OR target.id <> row.target
RETURN row.id AS id

// query: write_unknown
// params: ids
// Products that are not there.
UNWIND $ids AS id
WITH DISTINCT id WHERE NOT EXISTS { (:Product {id: id}) }
RETURN id

// query: write_related
// params: rows
// What is only named as somebody's neighbour is nothing that can be bought here.
UNWIND $rows AS id
MERGE (related:Entity {id: id})
ON CREATE SET related:RelatedProduct

// query: write_neighbours
// each: RELATION in ALSO_BOUGHT, ALSO_VIEWED, BOUGHT_TOGETHER, SIMILAR_TO
// params: rows
// A row is [source, target]. What comes back is a count: to send the ids back takes as long as to write them.
UNWIND $rows AS row
MATCH (source:Product {id: row[0]})
MATCH (target:Entity {id: row[1]})
MERGE (source)-[:RELATION]->(target)
RETURN count(*) AS written

// query: write_scored
// each: RELATION in ALSO_BOUGHT, ALSO_VIEWED, BOUGHT_TOGETHER, SIMILAR_TO
// params: rows
// A row is [source, target, score].
UNWIND $rows AS row
MATCH (source:Product {id: row[0]})
MATCH (target:Entity {id: row[1]})
MERGE (source)-[edge:RELATION]->(target)
SET edge.score = row[2]
RETURN count(*) AS written

// query: write_policies
// params: rows
UNWIND $rows AS row
MERGE (policy:Policy {id: row.id})
SET policy = row
