// Shoppers and their segments, read live.

// query: read_profile
// params: user, events, likes
// What a shopper likes and prefers names the events that lead there, the newest first; of many, the latest are looked at.
// A device that is known as a shopper is that shopper.
MATCH (:User {id: $user})-[:KNOWN_AS*0..1]->(user:User) WHERE NOT EXISTS { (user)-[:KNOWN_AS]->() }
CALL (user) {
  MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED|SEARCHED]->(target)
  WITH event, target ORDER BY coalesce(toString(event.at), '') DESC, event.id
  RETURN collect({id: event.id, type: type(event), at: toString(event.at), target: target}) AS done
}
CALL (done) {
  UNWIND range(0, size(done[..500]) - 1) AS rank
  WITH rank, done[rank].id AS id, done[rank].target AS target
  MATCH (target)-[:OF_MODEL*0..1]->()-[:MADE_BY|HAS_FEATURE|PRAISED_FOR|SUITS|IN_CATEGORY|ASKS_FOR]->(node)
  WITH DISTINCT node, rank, id ORDER BY rank
  WITH node, collect(id) AS ids
  RETURN collect({node: node, ids: ids}) AS led
}
RETURN user.id AS user, user {.events, .purchases, .price_sensitivity, .price_sensitivity_low, .price_sensitivity_high,
    .discount, .recency, .frequency, .monetary, .currency, .brand_diversity, .category_diversity} AS measures,
  [event IN done[..$events] | event {.id, .type, .at,
     product: CASE WHEN event.target:Product THEN event.target.id END,
     query: CASE WHEN event.target:Query THEN event.target.text END}] AS recent,
  COLLECT { UNWIND done AS event WITH event.type AS type, count(*) AS times ORDER BY type RETURN [type, times] } AS counts,
  COLLECT {
    UNWIND led AS each
    WITH each.node AS node, each.ids AS ids ORDER BY size(ids) DESC, node.id LIMIT $likes
    RETURN [[label IN labels(node) WHERE label <> 'Entity'][0], node {.id, .name, .aliases}, size(ids), ids[..$events]]
  } AS likes,
  COLLECT {
    MATCH (user)-[prefers:PREFERS]->(node)
    RETURN [[label IN labels(node) WHERE label <> 'Entity'][0], node {.id, .name, .aliases}, prefers.lift, prefers.weight,
            coalesce(head([each IN led WHERE each.node = node | each.ids[..$events]]), [])]
    ORDER BY prefers.weight DESC, node.id
  } AS prefers,
  COLLECT {
    MATCH (user)-[member:IN_SEGMENT]->(segment:Segment)
    RETURN [segment {.*, size: COUNT { (segment)<-[:IN_SEGMENT]-() }}, coalesce(member.score, 1.0),
            COLLECT {
              MATCH (segment)-[prefers:PREFERS]->(node)
              RETURN [[label IN labels(node) WHERE label <> 'Entity'][0], node {.id, .name, .aliases}, properties(prefers)]
              ORDER BY coalesce(prefers.rank, 0), prefers.lift DESC, node.id LIMIT $likes
            },
            COLLECT {
              MATCH (segment)-[takes:TYPICAL_PRODUCT]->(product)
              RETURN [product.id, properties(takes)] ORDER BY takes.rank, product.id
            }]
    ORDER BY member.score DESC, segment.id
  } AS segments

// query: read_segments
// params: prefers
MATCH (segment:Segment)
RETURN segment {.*, size: COUNT { (segment)<-[:IN_SEGMENT]-() }} AS segment,
  COLLECT {
    MATCH (segment)-[prefers:PREFERS]->(node)
    RETURN [[label IN labels(node) WHERE label <> 'Entity'][0], node {.id, .name, .aliases}, properties(prefers)]
    ORDER BY coalesce(prefers.rank, 0), prefers.lift DESC, node.id LIMIT $prefers
  } AS prefers,
  COLLECT {
    MATCH (segment)-[takes:TYPICAL_PRODUCT]->(product)
    RETURN [product.id, properties(takes)] ORDER BY takes.rank, product.id
  } AS products
ORDER BY segment.size DESC, segment.id
