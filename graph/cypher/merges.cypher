// Two entities that are one. `(from)-[:MERGED_INTO]->(into)` is the decision; facts point to where the chain of these
// ends, and remember in `stated_subject` and `stated_object` what they were stated of. `Fact.triple` is what they
// point to, `Fact.id` what was stated.

// query: merge_roots
// Where what is stated of each merged entity goes. It walks the merges, not the entities: people make few.
MATCH (merged)-[:MERGED_INTO]->(next)
MATCH (next)-[:MERGED_INTO*0..]->(root)
WHERE NOT EXISTS { (root)-[:MERGED_INTO]->() }
RETURN merged.id AS id, root.id AS root

// query: merge_chain
// params: id
MATCH (entity:Entity {id: $id})
RETURN [label IN labels(entity) WHERE label <> 'Entity'][0] AS label,
       COLLECT { MATCH path = (entity)-[:MERGED_INTO*]->(into) RETURN into.id ORDER BY length(path) } AS into

// query: merge_members
// params: id
// The entity and all that was merged into it, straight or through others.
MATCH (:Entity {id: $id})<-[:MERGED_INTO*0..]-(member)
RETURN member.id AS id

// query: merge_join
// params: from, into
// `bare` are the ends that were there without any reason to be: a split leaves them.
MATCH (from:Entity {id: $from}), (into:Entity {id: $into})
WITH from, into,
     CASE WHEN from.given IS NULL AND NOT EXISTS { (from)--() } THEN [from.id] ELSE [] END
     + CASE WHEN into.given IS NULL AND NOT EXISTS { (into)--() } THEN [into.id] ELSE [] END AS bare
MERGE (from)-[merged:MERGED_INTO]->(into)
ON CREATE SET merged.at = datetime(), merged.bare = bare

// query: merge_part
// params: from
MATCH (:Entity {id: $from})-[merged:MERGED_INTO]->(into)
WITH merged, into, merged.bare AS bare
DELETE merged
RETURN into.id AS into, bare

// query: merge_facts_of
// params: id
MATCH (entity:Entity {id: $id})<-[:SUBJECT|OBJECT]-(fact:Fact)
WITH DISTINCT fact
MATCH (fact)-[:SUBJECT]->(subject), (fact)-[:OBJECT]->(object)
RETURN fact.id AS id, fact.triple AS triple, fact.predicate AS predicate, subject.id AS subject, object.id AS object
ORDER BY id

// query: merge_facts_stated
// params: members
UNWIND $members AS member
CALL (member) {
  MATCH (fact:Fact {stated_subject: member}) RETURN fact
UNION
  MATCH (fact:Fact {stated_object: member}) RETURN fact
}
WITH DISTINCT fact
MATCH (fact)-[:SUBJECT]->(subject), (fact)-[:OBJECT]->(object)
RETURN fact.id AS id, fact.triple AS triple, fact.predicate AS predicate, subject.id AS subject, object.id AS object
ORDER BY id

// query: merge_point_subjects
// params: facts, members, to
UNWIND $facts AS id
MATCH (fact:Fact {id: id})-[edge:SUBJECT]->(old)
WITH fact, edge, coalesce(fact.stated_subject, old.id) AS stated
WHERE stated IN $members
MATCH (to:Entity {id: $to})
DELETE edge
CREATE (fact)-[:SUBJECT]->(to)
SET fact.stated_subject = CASE WHEN stated <> $to THEN stated END

// query: merge_point_objects
// params: facts, members, to
UNWIND $facts AS id
MATCH (fact:Fact {id: id})-[edge:OBJECT]->(old)
WITH fact, edge, coalesce(fact.stated_object, old.id) AS stated
WHERE stated IN $members
MATCH (to:Entity {id: $to})
DELETE edge
CREATE (fact)-[:OBJECT]->(to)
SET fact.stated_object = CASE WHEN stated <> $to THEN stated END

// query: merge_name_triples
// params: facts
UNWIND $facts AS id
MATCH (fact:Fact {id: id})-[:SUBJECT]->(subject)
MATCH (fact)-[:OBJECT]->(object)
SET fact.triple = subject.id + '|' + fact.predicate + '|' + object.id
RETURN id, fact.triple AS triple, fact.predicate AS predicate, subject.id AS subject, object.id AS object
