// query: schema_ticket_unique
CREATE CONSTRAINT ticket_id IF NOT EXISTS FOR (n:Ticket) REQUIRE n.id IS UNIQUE

// query: schema_ticket_state_index
// The open ones, the oldest first.
CREATE INDEX ticket_state IF NOT EXISTS FOR (n:Ticket) ON (n.state, n.at)

// query: schema_ticket_conversation_index
// The open ticket of a conversation, which another hand-over goes on with.
CREATE INDEX ticket_conversation IF NOT EXISTS FOR (n:Ticket) ON (n.conversation)

// query: schema_conversation_unique
CREATE CONSTRAINT conversation_id IF NOT EXISTS FOR (n:Conversation) REQUIRE n.id IS UNIQUE

// query: schema_conversation_expires_index
CREATE INDEX conversation_expires IF NOT EXISTS FOR (n:Conversation) ON (n.expires)

// query: schema_policy_topic_index
CREATE INDEX policy_topic IF NOT EXISTS FOR (n:Policy) ON (n.topic, n.language)

// query: schema_policies_index
CREATE FULLTEXT INDEX policies IF NOT EXISTS
FOR (n:Policy) ON EACH [n.title, n.text, n.asked_as]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
