// Names that no entity has, as proposals for people to decide on.

// query: entities_unsee
// params: sources
// Forget what those texts named; what comes back are the proposals that lost evidence.
UNWIND $sources AS id
MATCH (:Source {id: id})<-[seen:SEEN_IN]-(proposal:Proposal)
DELETE seen
RETURN DISTINCT proposal.id AS id

// query: entities_propose
// params: rows
// A decision stays as it is, whatever is read again.
UNWIND $rows AS row
MERGE (proposal:Proposal {id: row.id})
ON CREATE SET proposal += row.properties, proposal.state = 'open'
WITH proposal, row
UNWIND row.seen AS seen
MATCH (source:Source {id: seen.source})
MERGE (proposal)-[at:SEEN_IN]->(source)
SET at = seen.properties

// query: entities_unlike
// params: ids
UNWIND $ids AS id
MATCH (:Proposal {id: id})-[likeness:LOOKS_LIKE]->()
DELETE likeness

// query: entities_liken
// params: rows
UNWIND $rows AS row
MATCH (proposal:Proposal {id: row.id})
UNWIND row.alike AS alike
MATCH (entity:Entity {id: alike[0]})
MERGE (proposal)-[likeness:LOOKS_LIKE]->(entity)
SET likeness.score = alike[1]

// query: entities_settle
// params: ids, sample
// support: texts that name it. confidence: 1 − ∏(1 − cᵢ) of these. name: its commonest spelling.
// The two take $sample texts at most, so that a name seen everywhere is not counted through with every batch.
UNWIND $ids AS id
MATCH (proposal:Proposal {id: id})
CALL (proposal) {
  MATCH (proposal)-[seen:SEEN_IN]->(:Source)
  WITH seen LIMIT $sample
  WITH seen.mention AS mention, count(*) AS times, collect(seen.confidence) AS sure
  ORDER BY times DESC, mention
  RETURN head(collect(mention)) AS name, collect(sure) AS all_sure
}
SET proposal.support = COUNT { (proposal)-[:SEEN_IN]->() },
    proposal.confidence = 1.0 - reduce(doubt = 1.0, sure IN all_sure |
      doubt * reduce(one = 1.0, c IN sure | one * (1.0 - c))),
    proposal.name = coalesce(name, proposal.name)

// query: entities_vanish
// params: ids
// Nobody decided on it and nothing names it.
UNWIND $ids AS id
MATCH (proposal:Proposal {id: id})
WHERE proposal.state = 'open' AND NOT EXISTS { (proposal)-[:SEEN_IN]->() }
DETACH DELETE proposal
