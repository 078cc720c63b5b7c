// Events that no person did (graph/judging.py has the rules) lie aside as DoubtfulEvent, so that no reader meets them.
// An event counts for whom it was recorded as, whoever that is known as by now.

// query: judge_known
// params: ids
// Events that lie aside already; their ids are taken.
UNWIND $ids AS id
MATCH (doubtful:DoubtfulEvent {id: id})
RETURN doubtful.id AS id, doubtful.user AS user, doubtful.type AS type, doubtful.target AS target

// query: judge_dwell
// params: rows
// Views of an impossible length, by id.
UNWIND $rows AS row
MATCH (user:User)-[event:VIEWED {id: row.id}]->(target)
OPTIONAL MATCH (recorded:User {id: row.user})
WITH row, event, target WHERE recorded.trusted IS NULL
MERGE (doubtful:DoubtfulEvent {id: event.id})
SET doubtful += properties(event), doubtful.user = row.user, doubtful.type = 'VIEWED', doubtful.target = target.id,
    doubtful.minute = left(event.at, 16), doubtful.reason = 'dwell', doubtful.recorded_as = null
DELETE event
RETURN count(*) AS aside

// query: judge_rate
// params: rows, most
// Minutes (a row is [user, minute]) in which a shopper did more than $most clicks, those that lie aside included: all
// of them go aside, whatever order they came in. `left`, so that the shopper's clicks are read and not those of the minute.
UNWIND $rows AS row
MATCH (recorded:User {id: row.user})
WHERE recorded.trusted IS NULL
OPTIONAL MATCH (recorded)-[:KNOWN_AS]->(person:User)
WITH row, coalesce(person, recorded) AS user,
     COUNT { (:DoubtfulEvent {user: row.user, minute: row.minute}) } AS aside
WHERE aside + COUNT { (user)-[:VIEWED]->() } + COUNT { (user)-[:SEARCHED]->() }
      + COUNT { (user)-[:ADDED_TO_CART]->() } > $most
MATCH (user)-[event:VIEWED|SEARCHED|ADDED_TO_CART]->(target)
WHERE left(event.at, 16) = row.minute AND coalesce(event.recorded_as, user.id) = row.user
WITH row, aside, collect([event, target.id]) AS clicks
WHERE aside + size(clicks) > $most
UNWIND clicks AS click
WITH row, click[0] AS event, click[1] AS target
MERGE (doubtful:DoubtfulEvent {id: event.id})
SET doubtful += properties(event), doubtful.user = row.user, doubtful.type = type(event), doubtful.target = target,
    doubtful.minute = row.minute, doubtful.reason = 'rate', doubtful.recorded_as = null
DELETE event
RETURN count(*) AS aside

// query: judge_shoppers
// params: limit
// Who has events aside, and why.
MATCH (doubtful:DoubtfulEvent)
WITH doubtful.user AS user, doubtful.reason AS reason, count(*) AS events, min(doubtful.at) AS first, max(doubtful.at) AS last
RETURN user, reason, events, first, last ORDER BY events DESC, user, reason LIMIT $limit

// query: judge_counts
MATCH (doubtful:DoubtfulEvent)
RETURN doubtful.reason AS reason, count(*) AS events ORDER BY reason

// query: judge_trust
// params: user, trusted
// $trusted is true or null.
MATCH (user:User {id: $user})
SET user.trusted = $trusted
RETURN user.id AS id

// query: judge_restore
// each: RELATION in VIEWED, SEARCHED, ADDED_TO_CART
// params: user, limit
// Make events that lie aside behaviour again.
MATCH (doubtful:DoubtfulEvent {user: $user, type: 'RELATION'})
WITH doubtful LIMIT $limit
MATCH (recorded:User {id: $user})
MATCH (target:Product|Query {id: doubtful.target})
OPTIONAL MATCH (recorded)-[:KNOWN_AS]->(person:User)
WITH doubtful, target, person, coalesce(person, recorded) AS user, properties(doubtful) AS kept
DELETE doubtful
CREATE (user)-[event:RELATION]->(target)
SET event = kept, event.user = null, event.type = null, event.target = null, event.minute = null, event.reason = null,
    event.recorded_as = CASE WHEN person IS NULL THEN null ELSE $user END
RETURN count(*) AS restored

// query: judge_clicks
// params: user
// What to judge of a shopper: the minutes of their clicks, and their longest and shortest looks.
MATCH (recorded:User {id: $user})
OPTIONAL MATCH (recorded)-[:KNOWN_AS]->(person:User)
WITH coalesce(person, recorded) AS user
MATCH (user)-[event:VIEWED|SEARCHED|ADDED_TO_CART]->()
WHERE coalesce(event.recorded_as, user.id) = $user
RETURN event.id AS id, type(event) AS type, event.at AS at, event.dwell_seconds AS dwell_seconds ORDER BY id
