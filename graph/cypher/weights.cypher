// How much each review counts. A device is what opinions are counted of: the model of a product (the first by id, where
// texts contradict each other), or the product itself.

// query: weights_judge
// params: rows
// What a text's own words say of it: a sign of spam, and the keys that its copies share.
UNWIND $rows AS row
MATCH (source:Source {id: row.source})
SET source.spam = row.spam, source.fingerprint = row.fingerprint, source.bands = row.bands

// query: weights_reach
// params: sources, many
// The subjects whose counts those reviews change: what they are about, and what the same words are said of elsewhere.
// Of a text that is known to stand at many devices one more or less changes nothing for the others.
CALL () {
  UNWIND $sources AS id
  MATCH (source:Source {id: id})
  RETURN source
  UNION
  UNWIND $sources AS id
  MATCH (given:Source {id: id})
  WHERE given.spam IS NULL
  WITH DISTINCT given.fingerprint AS fingerprint
  MATCH (source:Source {fingerprint: fingerprint})-[:ABOUT]->(product:Product)
  WHERE source.spam IS NULL
  WITH fingerprint, collect(DISTINCT source) AS alike,
       count(DISTINCT coalesce(head(COLLECT { MATCH (product)-[:OF_MODEL]->(m) RETURN m.id ORDER BY m.id LIMIT 1 }), product.id)) AS devices
  UNWIND alike AS source
  WITH source, devices
  WHERE devices <= $many OR coalesce(source.weighted_because, '') <> 'many_products'
  RETURN source
}
MATCH (source)-[:ABOUT]->(product:Product)
MATCH (product)-[:OF_MODEL*0..1]->(subject)
RETURN DISTINCT subject.id AS id

// query: weights_derive
// params: subjects, spam, many
// weight: 1/k for each of the k reviews of a device that agree in one key, less for spam. Keys are counted, texts are
// not compared: time grows with the reviews of the subjects. A review that nobody has read yet waits.
UNWIND $subjects AS id
MATCH (subject:Entity {id: id})<-[:OF_MODEL*0..1]-(:Product)<-[:ABOUT]-(source:Source)
WHERE source.kind IN ['review', 'expert_review'] AND source.extracted IS NOT NULL
WITH DISTINCT subject, source
WHERE subject.id = head(COLLECT {
  MATCH (source)-[:ABOUT]->(p:Product)
  RETURN coalesce(head(COLLECT { MATCH (p)-[:OF_MODEL]->(m) RETURN m.id ORDER BY m.id LIMIT 1 }), p.id) AS device
  ORDER BY device LIMIT 1
})
WITH subject, collect(source) AS sources
CALL (sources) {
  UNWIND sources AS source
  UNWIND [coalesce(source.fingerprint, source.id)] + coalesce(source.bands, []) AS key
  WITH key, collect(source) AS alike
  UNWIND alike AS source
  RETURN source, max(size(alike)) AS copies
}
WITH source, copies, source.spam IS NULL AND source.fingerprint IS NOT NULL AND COUNT {
  MATCH (same:Source {fingerprint: source.fingerprint})-[:ABOUT]->(p:Product)
  WHERE same.spam IS NULL
  RETURN DISTINCT coalesce(head(COLLECT { MATCH (p)-[:OF_MODEL]->(m) RETURN m.id ORDER BY m.id LIMIT 1 }), p.id) AS device
  LIMIT $many
} = $many AS everywhere
WITH source,
  CASE WHEN everywhere OR source.spam IS NOT NULL THEN $spam ELSE 1.0 END / copies AS weight,
  CASE WHEN source.spam IS NOT NULL THEN source.spam WHEN everywhere THEN 'many_products'
       WHEN copies > 1 THEN 'copy' END AS because
WHERE source.weight IS NULL OR source.weight <> weight
   OR coalesce(source.weighted_because, '') <> coalesce(because, '')
SET source.weight = weight, source.weighted_because = because

// query: weights_counts
// Reviews that count, in full and less, by the reason.
MATCH (source:Source)
WHERE source.weight IS NOT NULL
RETURN coalesce(source.weighted_because, 'honest') AS reason, count(*) AS reviews, sum(source.weight) AS weight
ORDER BY reason
