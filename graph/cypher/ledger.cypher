// Facts, and the direct edges that are derived from them. `Fact.triple` names subject, predicate and object together,
// so that all facts of one edge are found by one index seek, however popular its ends are.

// query: ledger_record
// params: rows
// New facts only. What comes back is how many rows have source, subject and object, and which were there before:
// to send every id back takes as long as to write it.
UNWIND $rows AS row
MATCH (source:Source {id: row.source})
MATCH (subject:Entity {id: row.subject})
MATCH (object:Entity {id: row.object})
OPTIONAL MATCH (known:Fact {id: row.id})
CALL (row, source, subject, object, known) {
  WITH row, source, subject, object, known WHERE known IS NULL
  CREATE (fact:Fact)-[:SUBJECT]->(subject)
  CREATE (fact)-[:OBJECT]->(object)
  CREATE (fact)-[:STATED_IN]->(source)
  SET fact = row.properties
}
RETURN count(*) AS found,
       collect(CASE WHEN known IS NOT NULL THEN {
         id: row.id,
         changed: known.version <> row.properties.version OR known.extractor <> row.properties.extractor
           OR known.confidence <> row.properties.confidence
       } END) AS known

// query: ledger_unknown
// params: ids
// Facts that are not there: their source, subject or object is not.
UNWIND $ids AS id
WITH id WHERE NOT EXISTS { (:Fact {id: id}) }
RETURN id

// query: ledger_refresh
// params: rows
// The same claim read again by another version takes that version's confidence.
UNWIND $rows AS row
MATCH (fact:Fact {id: row.id})
SET fact = row.properties

// query: ledger_add
// each: PREDICATE in OF_MODEL, MADE_BY, IN_CATEGORY, HAS_FEATURE, LACKS_FEATURE, HAS_PARAMETER, QUANTIFIES, PRAISED_FOR, CRITICISED_FOR, SUITS
// params: rows
// What new facts add to their edges: as `ledger_derive` would have it, without looking the old ones up.
UNWIND $rows AS row
MATCH (subject:Entity {id: row.subject}), (object:Entity {id: row.object})
MERGE (subject)-[edge:PREDICATE]->(object)
SET edge.support = coalesce(edge.support, 0) + row.support,
    edge.confidence = 1.0 - (1.0 - coalesce(edge.confidence, 0.0)) * row.doubt,
    edge.corrected = coalesce(edge.corrected, row.corrected)

// query: ledger_derive
// each: PREDICATE in OF_MODEL, MADE_BY, IN_CATEGORY, HAS_FEATURE, LACKS_FEATURE, HAS_PARAMETER, QUANTIFIES, PRAISED_FOR, CRITICISED_FOR, SUITS
// params: rows
// support: facts that state the triple. confidence: 1 − ∏(1 − cᵢ), the chance that not all of them err. corrected: a person
// states it, which outweighs them all.
UNWIND $rows AS row
MATCH (fact:Fact {triple: row.triple})
WITH row, count(fact) AS support, reduce(doubt = 1.0, c IN collect(fact.confidence) | doubt * (1.0 - c)) AS doubt,
     max(CASE fact.extractor WHEN 'correction' THEN true END) AS corrected
MATCH (subject:Entity {id: row.subject}), (object:Entity {id: row.object})
MERGE (subject)-[edge:PREDICATE]->(object)
SET edge.support = support, edge.confidence = 1.0 - doubt, edge.corrected = corrected

// query: ledger_underive
// params: rows
// Edges whose last fact is gone.
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:Fact {triple: row.triple}) }
MATCH (subject:Entity {id: row.subject})-[edge]->(:Entity {id: row.object})
WHERE type(edge) = row.predicate
DELETE edge

// query: ledger_opinions
// params: subjects
// reviews: texts that state the opinion. of: reviews there are of the subject's products. Each text counts its weight.
// The sums are rounded twice: a half that a sum of thirds misses by a hair is a half.
UNWIND $subjects AS id
MATCH (subject:Entity {id: id})
WHERE EXISTS { (subject)-[:PRAISED_FOR|CRITICISED_FOR]->() }
WITH subject, reduce(total = 0.0, weight IN COLLECT {
  MATCH (subject)<-[:OF_MODEL*0..1]-(:Product)<-[:ABOUT]-(source:Source)
  WHERE source.kind IN ['review', 'expert_review']
  WITH DISTINCT source
  RETURN coalesce(source.weight, 1.0)
} | total + weight) AS of
MATCH (subject)-[edge:PRAISED_FOR|CRITICISED_FOR]->(feature)
WITH edge, of, subject.id + '|' + type(edge) + '|' + feature.id AS triple
WITH edge, of, reduce(total = 0.0, weight IN COLLECT {
  MATCH (:Fact {triple: triple})-[:STATED_IN]->(source:Source)
  WITH DISTINCT source
  RETURN coalesce(source.weight, 1.0)
} | total + weight) AS reviews
SET edge.reviews = toInteger(round(round(reviews, 6))), edge.of = toInteger(round(round(of, 6)))

// query: ledger_contests
// params: subjects, single
// Two values of an attribute that has one contradict each other; both stay.
UNWIND $subjects AS id
MATCH (subject:Entity {id: id})-[edge:HAS_PARAMETER]->(parameter:Parameter)
WHERE parameter.attribute IN $single
WITH subject, parameter.attribute AS attribute, collect(edge) AS edges
UNWIND edges AS edge
SET edge.contested = CASE WHEN size(edges) > 1 THEN true END

// query: ledger_mark_read
// params: sources, mark
UNWIND $sources AS id
MATCH (source:Source {id: id})
SET source.extracted = $mark

// query: ledger_facts_of
// params: source
MATCH (fact:Fact)-[:STATED_IN]->(:Source {id: $source})
MATCH (fact)-[:SUBJECT]->(subject), (fact)-[:OBJECT]->(object)
RETURN fact.triple AS triple, fact.predicate AS predicate, subject.id AS subject, object.id AS object

// query: ledger_about
// params: source
MATCH (:Source {id: $source})-[:ABOUT]->(product:Product)
RETURN product.id AS id

// query: ledger_delete_source
// params: source
MATCH (source:Source {id: $source})
OPTIONAL MATCH (fact:Fact)-[:STATED_IN]->(source)
OPTIONAL MATCH (author:User)-[:WROTE]->(source)
DETACH DELETE fact, source
WITH DISTINCT author WHERE author IS NOT NULL AND NOT EXISTS { (author)--() }
DELETE author

// query: ledger_sweep
// params: ids
// What only the retracted facts had brought: nobody gave it and nothing is joined to it. That an unknown name looks
// like it does not keep it.
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
WHERE entity.given IS NULL AND NOT EXISTS { MATCH (entity)-[joined]-() WHERE type(joined) <> 'LOOKS_LIKE' }
DETACH DELETE entity

// query: ledger_drop_edges
// params: predicates, limit
MATCH (:Entity)-[edge]->(:Entity)
WHERE type(edge) IN $predicates
WITH edge LIMIT $limit
DELETE edge
RETURN count(*) AS dropped

// query: ledger_triples
// params: after, limit
MATCH (fact:Fact)
WHERE fact.triple > $after
WITH fact.triple AS triple, head(collect(fact)) AS fact ORDER BY triple LIMIT $limit
MATCH (fact)-[:SUBJECT]->(subject), (fact)-[:OBJECT]->(object)
RETURN triple, fact.predicate AS predicate, subject.id AS subject, object.id AS object
ORDER BY triple

// query: staging_drop
// params: extractor, mark
// What an earlier version of the extractor staged and never made live.
MATCH (staged:StagedFact {extractor: $extractor})
WHERE staged.mark <> $mark
DETACH DELETE staged

// query: staging_add
// params: rows, mark
UNWIND $rows AS row
MERGE (staged:StagedFact {id: row.id})
SET staged = row.properties,
    staged += {mark: $mark, subject: row.subject, object: row.object, source: row.source}

// query: staging_mark
// params: sources, mark
UNWIND $sources AS id
MATCH (source:Source {id: id})
SET source.staged = $mark

// query: staging_rows
// params: mark
// Only of sources that are still there.
MATCH (staged:StagedFact {mark: $mark})
MATCH (source:Source {id: staged.source, staged: $mark})
RETURN staged {.*} AS staged
ORDER BY staged.id

// query: staging_replaced
// params: mark, extractor
// The facts of this extractor that the staged ones take the place of.
MATCH (source:Source {staged: $mark})<-[:STATED_IN]-(fact:Fact {extractor: $extractor})
WHERE NOT EXISTS { (:StagedFact {id: fact.id, mark: $mark}) }
MATCH (fact)-[:SUBJECT]->(subject), (fact)-[:OBJECT]->(object)
RETURN fact.id AS id, fact.triple AS triple, fact.predicate AS predicate, subject.id AS subject, object.id AS object
ORDER BY id

// query: staging_delete_facts
// params: ids
UNWIND $ids AS id
MATCH (fact:Fact {id: id})
DETACH DELETE fact

// query: staging_finish
// params: mark
MATCH (source:Source {staged: $mark})
SET source.extracted = $mark
REMOVE source.staged
RETURN collect(source.id) AS sources

// query: staging_clear
// params: mark
MATCH (staged:StagedFact {mark: $mark})
DETACH DELETE staged
