// Conversations that a person takes over.

// part: ticket
RETURN ticket {.id, .at, .state, .language, .summary, .conversation, .turns, .slots, .tried, .closed_at, .note} AS ticket,
       [(user:User)-[:OPENED]->(ticket) | user.id][0] AS user,
       COLLECT { MATCH (ticket)-[:CITES]->(cited) RETURN cited.id ORDER BY cited.id } AS cites

// query: ticket_open
// params: id, conversation, before, user, at, properties, facts, records
// A conversation has one open ticket, which another hand-over brings up to date.
OPTIONAL MATCH (known:Ticket {conversation: $conversation}) WHERE known.state = 'open'
OPTIONAL MATCH (before:Ticket {id: $before}) WHERE before.state = 'open'
WITH head(collect(coalesce(known.id, before.id))) AS known
MERGE (ticket:Ticket {id: coalesce(known, $id)})
ON CREATE SET ticket.at = $at, ticket.state = 'open', ticket.conversation = $conversation
SET ticket += $properties
FOREACH (own IN CASE WHEN $user IS NULL THEN [] ELSE [$user] END |
  MERGE (user:User {id: own})
  MERGE (user)-[:OPENED]->(ticket))
WITH ticket
CALL (ticket) {
  UNWIND $facts AS id
  MATCH (fact:Fact {id: id})
  MERGE (ticket)-[:CITES]->(fact)
}
CALL (ticket) {
  UNWIND $records AS id
  OPTIONAL MATCH (order:Order {id: id})
  OPTIONAL MATCH (policy:Policy {id: id})
  OPTIONAL MATCH (source:Source {id: id})
  WITH coalesce(order, policy, source) AS record WHERE record IS NOT NULL
  MERGE (ticket)-[:CITES]->(record)
}
RETURN ticket.id AS id

// query: tickets_in
// params: state, limit
MATCH (ticket:Ticket {state: $state})
WITH ticket ORDER BY ticket.at, ticket.id LIMIT $limit
// insert: ticket
ORDER BY ticket.at, ticket.id

// query: ticket_by_id
// params: id
MATCH (ticket:Ticket {id: $id})
// insert: ticket

// query: tickets_count
// params: state
MATCH (ticket:Ticket {state: $state})
RETURN count(*) AS count

// query: ticket_close
// params: id, at, note
MATCH (ticket:Ticket {id: $id})
SET ticket.state = 'closed', ticket.closed_at = $at, ticket.note = $note
RETURN ticket.id AS id
