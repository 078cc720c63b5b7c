// query: schema_model_part_unique
CREATE CONSTRAINT model_part_id IF NOT EXISTS FOR (n:ModelPart) REQUIRE n.id IS UNIQUE

// query: schema_model_part_set_index
CREATE INDEX model_part_set IF NOT EXISTS FOR (n:ModelPart) ON (n.set)
