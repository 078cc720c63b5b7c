// What people who run the shop change, and the work that they ask for.

// query: schema_change_unique
CREATE CONSTRAINT change_id IF NOT EXISTS FOR (n:Change) REQUIRE n.id IS UNIQUE

// query: schema_change_number_index
// The newest changes are read from the end of the index.
CREATE INDEX change_number IF NOT EXISTS FOR (n:Change) ON (n.number)

// query: schema_job_unique
CREATE CONSTRAINT job_id IF NOT EXISTS FOR (n:Job) REQUIRE n.id IS UNIQUE

// query: schema_job_state_index
CREATE INDEX job_state IF NOT EXISTS FOR (n:Job) ON (n.state, n.number)
