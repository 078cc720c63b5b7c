// Shoppers and their segments, read live.

// query: read_profile
// params: user, events, likes
MATCH (user:User {id: $user})
CALL (user) {
  MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED|SEARCHED]->(target)
  WITH event, target ORDER BY coalesce(toString(event.at), '') DESC, event.id
  RETURN collect({id: event.id, type: type(event), at: toString(event.at), target: target}) AS done
}
RETURN user.id AS user,
  [event IN done[..$events] | event {.id, .type, .at,
     product: CASE WHEN event.target:Product THEN event.target.id END,
     query: CASE WHEN event.target:Query THEN event.target.text END}] AS recent,
  COLLECT { UNWIND done AS event WITH event.type AS type, count(*) AS times ORDER BY type RETURN [type, times] } AS counts,
  COLLECT {
    UNWIND done[..100] AS event
    WITH event.target AS target WHERE target:Product
    MATCH (target)-[:OF_MODEL*0..1]->()-[:MADE_BY|HAS_FEATURE|IN_CATEGORY]->(node)
    WITH node, count(*) AS times ORDER BY times DESC, node.id LIMIT $likes
    RETURN [[label IN labels(node) WHERE label <> 'Entity'][0], node {.id, .name, .aliases}, times]
  } AS likes,
  COLLECT {
    MATCH (user)-[member:IN_SEGMENT]->(segment:Segment)
    RETURN [segment {.id, .name, .description, size: COUNT { (segment)<-[:IN_SEGMENT]-() }},
            coalesce(member.score, 1.0),
            COLLECT {
              MATCH (segment)-[prefers:PREFERS]->(node)
              RETURN [[label IN labels(node) WHERE label <> 'Entity'][0], node {.id, .name, .aliases},
                      coalesce(prefers.lift, 1.0)]
              ORDER BY prefers.lift DESC, node.id LIMIT $likes
            }]
    ORDER BY member.score DESC, segment.id
  } AS segments

// query: read_segments
// params: prefers
MATCH (segment:Segment)
RETURN segment {.id, .name, .description, size: COUNT { (segment)<-[:IN_SEGMENT]-() }} AS segment,
  COLLECT {
    MATCH (segment)-[prefers:PREFERS]->(node)
    RETURN [[label IN labels(node) WHERE label <> 'Entity'][0], node {.id, .name, .aliases}, coalesce(prefers.lift, 1.0)]
    ORDER BY prefers.lift DESC, node.id LIMIT $prefers
  } AS prefers
ORDER BY segment.id
