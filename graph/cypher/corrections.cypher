// Facts that people state: each has a source of its own, of the kind `correction`, whose `origin` names what it is about.

// query: correction_ends
// params: subject, object
// The two ends, and the model that the first is of: what most say, unless a person said otherwise.
OPTIONAL MATCH (subject:Product|Model {id: $subject})
OPTIONAL MATCH (object:Entity {id: $object})
RETURN [label IN labels(subject) WHERE label <> 'Entity'][0] AS kind,
       head(COLLECT {
         MATCH (subject)-[of:OF_MODEL]->(model:Model)
         RETURN model.id ORDER BY of.corrected IS NULL, of.support DESC, model.id LIMIT 1 }) AS model,
       [label IN labels(object) WHERE label <> 'Entity'][0] AS label, object.name AS name

// query: correction_sources
// params: origin, version
// What people said of the same before; people correct little.
MATCH (:Fact {extractor: 'correction', version: $version})-[:STATED_IN]->(source:Source {origin: $origin})
RETURN DISTINCT source.id AS id, source.bare AS bare

// query: correction_write
// params: rows, ends
// `bare` are the ends that are there without any reason to be: they stay when the correction goes.
UNWIND $rows AS row
OPTIONAL MATCH (product:Product {id: row.target})
WITH row, product, COLLECT {
  UNWIND $ends AS id
  MATCH (end:Entity {id: id})
  WHERE end.given IS NULL AND NOT EXISTS { (end)--() }
  RETURN DISTINCT end.id
} AS bare
MERGE (source:Source {id: row.id})
ON CREATE SET source = row.properties, source.bare = bare
FOREACH (known IN CASE WHEN product IS NULL THEN [] ELSE [product] END | MERGE (source)-[:ABOUT]->(known))

// query: correction_bare
// params: source
MATCH (source:Source {id: $source, kind: 'correction'})
RETURN source.bare AS bare
