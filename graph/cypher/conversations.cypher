// Conversations: one JSON document each until it expires, read and written by its owner alone. One without an owner is
// whoever's that knows its id; one whose owner is gone is nobody's to read.

// query: conversation_create
// params: id, owner, state, now, expires, most, batch
// What is over goes, and so do the owner's that are nearest to it where there are too many.
CREATE (conversation:Conversation {
  id: $id, version: 1, state: $state, owned: $owner IS NOT NULL, at: $now, expires: $expires})
FOREACH (own IN CASE WHEN $owner IS NULL THEN [] ELSE [$owner] END |
  MERGE (user:User {id: own})
  MERGE (user)-[:HOLDS]->(conversation))
WITH conversation
CALL () {
  MATCH (over:Conversation) WHERE over.expires <= $now
  WITH over LIMIT $batch
  DETACH DELETE over
}
CALL (conversation) {
  MATCH (:User {id: $owner})-[:HOLDS]->(other:Conversation) WHERE other <> conversation
  WITH other ORDER BY other.expires DESC, other.id SKIP $most
  DETACH DELETE other
}
RETURN conversation.version AS version

// query: conversation_load
// params: id, owner, now
MATCH (conversation:Conversation {id: $id}) WHERE conversation.expires > $now
OPTIONAL MATCH (user:User)-[:HOLDS]->(conversation)
WITH conversation, user WHERE user.id = $owner OR $owner IS NULL AND NOT conversation.owned
RETURN conversation.version AS version, conversation.state AS state, conversation.expires AS expires

// query: conversation_save
// params: id, owner, version, state, now, expires
// The first SET takes the lock: the version that is read after it is the last one, whoever else writes.
MATCH (conversation:Conversation {id: $id}) WHERE conversation.expires > $now
OPTIONAL MATCH (user:User)-[:HOLDS]->(conversation)
WITH conversation, user WHERE user.id = $owner OR $owner IS NULL AND NOT conversation.owned
SET conversation.tried_at = $now
WITH conversation, conversation.version = $version AS fresh
FOREACH (_ IN CASE WHEN fresh THEN [1] ELSE [] END |
  SET conversation.version = $version + 1, conversation.state = $state, conversation.expires = $expires)
RETURN fresh

// query: conversation_adopt
// params: id, owner, now
// A conversation of nobody becomes a shopper's, once.
MATCH (conversation:Conversation {id: $id}) WHERE conversation.expires > $now
SET conversation.tried_at = $now
WITH conversation WHERE NOT conversation.owned
SET conversation.owned = true
MERGE (user:User {id: $owner})
MERGE (user)-[:HOLDS]->(conversation)
RETURN conversation.version AS version

// query: conversation_end
// params: id, owner
MATCH (conversation:Conversation {id: $id})
OPTIONAL MATCH (user:User)-[:HOLDS]->(conversation)
WITH conversation, user WHERE user.id = $owner OR $owner IS NULL AND NOT conversation.owned
DETACH DELETE conversation

// query: conversations_of
// params: owner, now, limit
MATCH (:User {id: $owner})-[:HOLDS]->(conversation:Conversation) WHERE conversation.expires > $now
RETURN conversation.id AS id, conversation.version AS version, conversation.state AS state, conversation.expires AS expires
ORDER BY expires DESC, id LIMIT $limit

// query: conversations_over
// params: now, batch
MATCH (over:Conversation) WHERE over.expires <= $now
WITH over LIMIT $batch
DETACH DELETE over
RETURN count(*) AS gone
