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

// query: publish_drop_neighbours
// params: limit
MATCH (:Product)-[edge:SIMILAR_TO]->(:Product)
WITH edge LIMIT $limit
DELETE edge
RETURN count(*) AS dropped

// query: publish_drop_segments
MATCH (segment:Segment)
DETACH DELETE segment

// query: publish_segments
// params: rows
UNWIND $rows AS row
MERGE (segment:Segment {id: row.id})
SET segment = row.properties
WITH segment, row
UNWIND row.prefers AS preference
MATCH (entity:Entity {id: preference.entity})
MERGE (segment)-[prefers:PREFERS]->(entity)
SET prefers.lift = preference.lift, prefers.count = preference.count

// query: publish_profiles
// params: rows
UNWIND $rows AS row
MATCH (user:User {id: row.user})
SET user += row.properties
WITH user, row WHERE row.segment IS NOT NULL
MATCH (segment:Segment {id: row.segment})
MERGE (user)-[member:IN_SEGMENT]->(segment)
SET member.score = row.score

// query: stage_digests
MATCH (stage:Stage)
RETURN stage.id AS id, stage.digest AS digest

// query: stage_done
// params: id, digest
MERGE (stage:Stage {id: $id})
SET stage.digest = $digest, stage.done_at = datetime()
