// A device that one shopper has logged in from is KNOWN_AS that shopper: what it did is theirs, and says with
// `recorded_as` who it was recorded as. A device of several shoppers is nobody's.

// query: identity_decide
// params: ids
// There are no chains: who is a device of others, or has devices, is known as nobody. So a login decides on all whom it
// joins.
UNWIND $ids AS id
MATCH (named:User {id: id})
CALL (named) {
  RETURN named AS device
UNION
  MATCH (named)-[:LOGGED_IN]-(device:User)
  RETURN device
}
WITH DISTINCT device
WITH device, COLLECT { MATCH (device)-[:LOGGED_IN]->(person:User) RETURN DISTINCT person } AS persons
WITH device, CASE WHEN size(persons) = 1 THEN persons[0] END AS only
WITH device, CASE WHEN only <> device AND NOT EXISTS { (device)<-[:LOGGED_IN]-() }
                    AND NOT EXISTS { (only)-[:LOGGED_IN]->() } THEN only END AS owner
OPTIONAL MATCH (device)-[known:KNOWN_AS]->(other)
FOREACH (wrong IN CASE WHEN known IS NOT NULL AND (owner IS NULL OR other <> owner) THEN [known] ELSE [] END | DELETE wrong)
FOREACH (right IN CASE WHEN owner IS NULL THEN [] ELSE [owner] END | MERGE (device)-[:KNOWN_AS]->(right))

// query: identity_move
// each: RELATION in VIEWED, ADDED_TO_CART, PURCHASED, RATED, REVIEWED, SEARCHED
// params: ids
// Give the events of those devices, and of all whom their logins join, to whom each is known as now.
UNWIND $ids AS id
MATCH (named:User {id: id})
CALL (named) {
  RETURN named AS device
UNION
  MATCH (named)-[:LOGGED_IN]-(device:User)
  RETURN device
}
WITH DISTINCT device
OPTIONAL MATCH (device)-[:KNOWN_AS]->(person:User)
WITH device.id AS id, person, device, coalesce(person, device) AS owner
CALL (device) {
  RETURN device AS holder
UNION
  MATCH (device)-[:LOGGED_IN]->(holder:User)
  RETURN holder
}
WITH id, person, owner, holder WHERE holder <> owner
MATCH (holder)-[old:RELATION]->(target)
WHERE coalesce(old.recorded_as, holder.id) = id
WITH id, person, owner, target, old, properties(old) AS kept
DELETE old
CREATE (owner)-[event:RELATION]->(target)
SET event = kept, event.recorded_as = CASE WHEN person IS NULL THEN null ELSE id END
RETURN count(*) AS moved

// query: identity_part
// params: device
MATCH (:User {id: $device})-[known:KNOWN_AS]->()
DELETE known

// query: identity_joined
// params: device
MATCH (:User {id: $device})-[:LOGGED_IN]-(other:User)
RETURN DISTINCT other.id AS id

// query: identity_forget
// params: device
// Take the logins of a device back, and whom only they made.
MATCH (device:User {id: $device})-[login:LOGGED_IN]->(person:User)
WITH login, [node IN [device, person] WHERE node.id IN login.made] AS made
DELETE login
WITH collect(made) AS lists, count(*) AS logins
CALL (lists) {
  UNWIND lists AS made
  UNWIND made AS node
  WITH DISTINCT node WHERE NOT EXISTS { (node)--() }
  DELETE node
}
RETURN logins

// query: identity_devices
// params: limit
// Devices, whom they are known as, and how many shoppers logged in from them.
MATCH (device:User)-[login:LOGGED_IN]->(person:User)
WITH device, collect(DISTINCT person.id) AS persons, count(login) AS logins
RETURN device.id AS device, persons, logins, head(COLLECT { MATCH (device)-[:KNOWN_AS]->(p) RETURN p.id }) AS known_as
ORDER BY device LIMIT $limit
