// query: schema_staged_fact_unique
CREATE CONSTRAINT staged_fact_id IF NOT EXISTS FOR (n:StagedFact) REQUIRE n.id IS UNIQUE

// query: schema_source_staged_index
CREATE INDEX source_staged IF NOT EXISTS FOR (n:Source) ON (n.staged)
