// query: schema_proposal_unique
CREATE CONSTRAINT proposal_id IF NOT EXISTS FOR (n:Proposal) REQUIRE n.id IS UNIQUE

// query: schema_proposal_state_index
// The best supported of what is still to decide.
CREATE INDEX proposal_state IF NOT EXISTS FOR (n:Proposal) ON (n.state, n.support)

// query: schema_fact_stated_subject_index
// Facts that a merge pointed elsewhere, found again to split.
CREATE INDEX fact_stated_subject IF NOT EXISTS FOR (n:Fact) ON (n.stated_subject)

// query: schema_fact_stated_object_index
CREATE INDEX fact_stated_object IF NOT EXISTS FOR (n:Fact) ON (n.stated_object)
