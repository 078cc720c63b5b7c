// Rules of the shop.

// query: policy_by_id
// params: id
MATCH (policy:Policy {id: $id})
RETURN policy {.id, .topic, .title, .text, .language, .days, .first_day, .asked_as} AS policy

// query: policies_of
// params: topic, language, limit
MATCH (policy:Policy {topic: $topic, language: $language})
RETURN policy {.id, .topic, .title, .text, .language, .days, .first_day, .asked_as} AS policy
ORDER BY policy.id LIMIT $limit

// query: policies_with
// params: words, topic, language, pool, limit
// Those with a word of the text, the best first; of one topic, or of any.
CALL db.index.fulltext.queryNodes('policies', $words, {limit: $pool}) YIELD node AS policy, score
WHERE policy.language = $language AND policy.topic = coalesce($topic, policy.topic)
RETURN policy {.id, .topic, .title, .text, .language, .days, .first_day, .asked_as} AS policy
ORDER BY score DESC, policy.id LIMIT $limit
