// A shopper who is to be forgotten: whatever the graph has under their id, and under the ids of devices that are theirs.

// query: forget_whom
// params: user
// Devices that are theirs; devices that others logged in from too, where nobody can tell who did what; and all whom a login
// joins to any of them, whose devices are to be decided on anew.
OPTIONAL MATCH (user:User {id: $user})
WITH user, COLLECT { MATCH (user)<-[:KNOWN_AS]-(device:User) RETURN device.id ORDER BY device.id } AS devices
WITH user, devices, COLLECT {
  MATCH (user)<-[:LOGGED_IN]-(device:User)
  WHERE NOT device.id IN devices
  RETURN DISTINCT device.id
} AS shared
RETURN user IS NOT NULL AS known, devices, shared, COLLECT {
  UNWIND devices + $user AS id
  MATCH (:User {id: id})-[:LOGGED_IN]-(other:User)
  WHERE NOT other.id IN devices + $user
  RETURN DISTINCT other.id
} AS joined

// query: forget_events
// params: ids, shared
// What they did, wherever it is kept; of devices that they share, what is nobody's.
UNWIND $ids + $shared AS id
MATCH (user:User {id: id})
CALL (user) {
  RETURN user AS holder
UNION
  MATCH (user)-[:KNOWN_AS|LOGGED_IN]->(holder:User)
  RETURN holder
}
MATCH (holder)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED|SEARCHED]->(target)
WHERE holder.id IN $ids + $shared OR event.recorded_as IN $ids
WITH DISTINCT event, CASE WHEN target:Query THEN target.id END AS query
DELETE event
RETURN count(*) AS events, collect(DISTINCT query) AS queries

// query: forget_doubtful
// params: ids
UNWIND $ids AS id
MATCH (doubtful:DoubtfulEvent {user: id})
WITH doubtful, CASE WHEN doubtful.type = 'SEARCHED' THEN doubtful.target END AS query
DELETE doubtful
RETURN count(*) AS events, collect(DISTINCT query) AS queries

// query: forget_queries
// params: ids
// Search texts that nobody else sent.
WITH COLLECT { MATCH (doubtful:DoubtfulEvent) WHERE doubtful.target IN $ids RETURN doubtful.target } AS kept
UNWIND $ids AS id
MATCH (query:Query {id: id})
WHERE NOT id IN kept AND NOT EXISTS { (query)<-[:SEARCHED]-() }
DETACH DELETE query
RETURN count(*) AS queries

// query: forget_reviews
// params: ids
// What they wrote, and nobody else.
UNWIND $ids AS id
MATCH (:User {id: id})-[:WROTE]->(source:Source)
WHERE NOT EXISTS { MATCH (source)<-[:WROTE]-(other:User) WHERE NOT other.id IN $ids }
RETURN DISTINCT source.id AS id

// query: forget_orders
// params: ids
UNWIND $ids AS id
MATCH (:User {id: id})--(order:Order)
WITH DISTINCT order
DETACH DELETE order
RETURN count(*) AS orders

// query: forget_talks
// params: ids
// Their conversations with the assistant, and the tickets that handed these over.
UNWIND $ids AS id
MATCH (:User {id: id})-[:HOLDS|OPENED]->(held)
WITH DISTINCT held
DETACH DELETE held
RETURN count(*) AS talks

// query: forget_segments
// params: ids
UNWIND $ids AS id
MATCH (:User {id: id})-[member:IN_SEGMENT]->()
DELETE member
RETURN count(*) AS segments

// query: forget_users
// params: ids
UNWIND $ids AS id
MATCH (user:User {id: id})
DETACH DELETE user
