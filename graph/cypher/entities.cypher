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

// query: entities_open
// params: label, limit
// The best supported of what is to decide, each with its surest mention and what it looks like.
MATCH (proposal:Proposal {state: 'open'})
WHERE proposal.support >= 1 AND ($label IS NULL OR proposal.label = $label)
WITH proposal ORDER BY proposal.support DESC, proposal.confidence DESC, proposal.id LIMIT $limit
RETURN proposal {.id, .label, .name, .brand, .support, .confidence},
  head(COLLECT {
    MATCH (proposal)-[seen:SEEN_IN]->(source:Source)
    RETURN source {.text, .kind, .origin, start: seen.start, end: seen.end, mention: seen.mention}
    ORDER BY seen.confidence DESC, source.id LIMIT 1
  }) AS evidence,
  COLLECT {
    MATCH (proposal)-[likeness:LOOKS_LIKE]->(entity)
    RETURN entity {.id, .name, score: likeness.score} ORDER BY likeness.score DESC, entity.id
  } AS alike
ORDER BY proposal.support DESC, proposal.confidence DESC, proposal.id

// query: entities_count_open
// params: label
MATCH (proposal:Proposal {state: 'open'})
WHERE proposal.support >= 1 AND ($label IS NULL OR proposal.label = $label)
RETURN count(proposal) AS open

// query: entities_proposal
// params: id
MATCH (proposal:Proposal {id: $id})
RETURN proposal {.id, .label, .name, .brand, .state},
       head(COLLECT { MATCH (proposal)-[:ACCEPTED_AS]->(entity) RETURN entity.id }) AS accepted_as

// query: entities_label
// params: id
MATCH (entity:Entity {id: $id})
RETURN [label IN labels(entity) WHERE label <> 'Entity'][0] AS label

// query: entities_reopen
// params: id
// Take an acceptance back: the alias and the standing that it gave; what comes back is the entity that had them.
MATCH (proposal:Proposal {id: $id})-[accepted:ACCEPTED_AS]->(entity:Entity)
SET entity.aliases = [alias IN entity.aliases WHERE accepted.alias IS NULL OR alias <> accepted.alias],
    entity.given = CASE WHEN accepted.gave THEN null ELSE entity.given END
DELETE accepted
RETURN entity.id AS id

// query: entities_accept
// params: id, entity
// The acceptance remembers what it added, so that it can be taken back. The texts that name it are to be read again: a
// model's name is no part of the extractor's version.
MATCH (proposal:Proposal {id: $id}), (entity:Entity {id: $entity})
WITH proposal, entity, proposal.name = entity.name OR proposal.name IN entity.aliases AS known
MERGE (proposal)-[accepted:ACCEPTED_AS]->(entity)
SET accepted.alias = CASE WHEN known THEN null ELSE proposal.name END,
    accepted.gave = CASE WHEN entity.given IS NULL THEN true END,
    proposal.state = 'accepted', proposal.decided_at = datetime()
SET entity.aliases = CASE WHEN known THEN entity.aliases ELSE entity.aliases + [proposal.name] END,
    entity.given = true
WITH proposal
MATCH (proposal)-[:SEEN_IN]->(source:Source) WHERE source.extracted IS NOT NULL
SET source.extracted = 'again'

// query: entities_decline
// params: id
MATCH (proposal:Proposal {id: $id})
SET proposal.state = 'declined', proposal.decided_at = datetime()
