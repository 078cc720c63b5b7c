// Embeddings in two slots, of which one is live, and segments replaced as a whole.

// query: publish_live_slot
OPTIONAL MATCH (set:EmbeddingSet {active: true})
RETURN set.slot AS slot

// query: publish_drop_index
// each: LETTER in a, b
DROP INDEX product_embedding_LETTER IF EXISTS

// query: publish_index
// each: LETTER in a, b
// params: options
CREATE VECTOR INDEX product_embedding_LETTER IF NOT EXISTS FOR (n:Product) ON (n.embedding_LETTER) OPTIONS $options

// query: publish_clear_slot
// params: slot, tastes, limit
MATCH (node:Product)
WHERE node[$slot] IS NOT NULL OR node[$tastes] IS NOT NULL
WITH node LIMIT $limit
SET node[$slot] = null, node[$tastes] = null
RETURN count(*) AS cleared

// query: publish_product_vectors
// params: rows, slot, tastes
UNWIND $rows AS row
MATCH (node:Product {id: row.id})
CALL db.create.setNodeVectorProperty(node, $slot, row.vector)
CALL db.create.setNodeVectorProperty(node, $tastes, row.taste)

// query: publish_drop_parts
// params: set
MATCH (part:ModelPart {set: $set})
DELETE part

// query: publish_part
// params: set, number, content
CREATE (part:ModelPart {id: $set + '/' + $number, set: $set, number: $number, content: $content})

// query: publish_activate
// params: set
// One transaction: a reader sees the old set or the new one.
OPTIONAL MATCH (old:EmbeddingSet) WHERE old.id <> $set.id
DETACH DELETE old
WITH count(*) AS gone
MERGE (set:EmbeddingSet {id: $set.id})
SET set = $set, set.active = true, set.published_at = datetime()

// query: publish_similar
// params: rows
// A row is [product, [[other, score], …]] and takes the place of what was similar before. What stays similar is not
// touched: a reader who walks by meanwhile would miss it, and the plans of all that read it would be made anew.
UNWIND $rows AS row
MATCH (product:Product {id: row[0]})
CALL (product, row) {
  MATCH (product)-[old:SIMILAR_TO]->(other)
  WHERE NOT other.id IN [near IN row[1] | near[0]]
  DELETE old
}
UNWIND row[1] AS near
MATCH (other:Product {id: near[0]})
MERGE (product)-[edge:SIMILAR_TO]->(other)
SET edge.score = near[1]
RETURN count(*) AS written

// query: publish_drop_segments
MATCH (segment:Segment)
DETACH DELETE segment

// query: publish_segments
// params: rows
UNWIND $rows AS row
MERGE (segment:Segment {id: row.id})
SET segment = row.properties
WITH segment, row
CALL (segment, row) {
  UNWIND row.prefers AS preference
  MATCH (entity:Entity {id: preference.entity})
  MERGE (segment)-[prefers:PREFERS]->(entity)
  SET prefers = preference.properties
}
CALL (segment, row) {
  UNWIND row.products AS typical
  MATCH (product:Product {id: typical.entity})
  MERGE (segment)-[takes:TYPICAL_PRODUCT]->(product)
  SET takes = typical.properties
}

// query: publish_members
// params: rows
UNWIND $rows AS row
MATCH (user:User {id: row.user})
MATCH (segment:Segment {id: row.segment})
MERGE (user)-[member:IN_SEGMENT]->(segment)
SET member.score = row.score

// query: publish_last_segment
// params: last
MERGE (sequence:Sequence {id: 'segment'})
SET sequence.last = $last

// query: publish_shoppers
// params: rows
// What a shopper prefers is replaced with what is measured of them, so a reader never sees half of either.
UNWIND $rows AS row
MATCH (user:User {id: row.user})
SET user += row.properties
WITH user, row
CALL (user) {
  MATCH (user)-[old:PREFERS]->()
  DELETE old
}
CALL (user, row) {
  UNWIND row.prefers AS preference
  MATCH (entity:Entity {id: preference.entity})
  MERGE (user)-[prefers:PREFERS]->(entity)
  SET prefers.lift = preference.lift, prefers.weight = preference.weight
}

// query: stage_digests
MATCH (stage:Stage)
RETURN stage.id AS id, stage.digest AS digest

// query: stage_done
// params: id, digest
MERGE (stage:Stage {id: $id})
SET stage.digest = $digest, stage.done_at = datetime()
