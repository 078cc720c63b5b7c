// The highest number that an id of a kind was ever given, so that none is given twice.

// query: schema_sequence_unique
CREATE CONSTRAINT sequence_id IF NOT EXISTS FOR (n:Sequence) REQUIRE n.id IS UNIQUE
