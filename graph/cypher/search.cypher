// What a text finds by name, by the graph and by vectors; $sought is one map, so that no text plans the statement anew.

// part: card
CASE WHEN product:Product THEN product {
  .id, .title, .price, .currency, .url, .image, .description, .in_stock,
  model: head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m {.id, .name, .aliases, .released} LIMIT 1 }),
  brand: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(b:Brand)
    RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 }),
  category: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(c:Category)
    RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
} ELSE product {.id, .name, .aliases, .released} END AS node

// query: search_hits
// params: sought, limit, shown
// Four lists, fused by the reciprocal of the ranks in them (Cormack, Clarke & Büttcher 2009): names with a word of the
// text; names with a word that is spelt nearly so; what the text names, then products joined to the model of the longest
// name or to the rarest other of these, those that are joined to most of them first; products whose vectors are near
// those of the first three products of the other lists. What was merged is found by its names, and shown as what it was
// merged into.
CALL () {
  CALL db.index.fulltext.queryNodes('names', $sought.words, {limit: $sought.pool}) YIELD node AS hit, score
  MATCH (hit)-[:MERGED_INTO*0..]->(node)
  WHERE NOT EXISTS { (node)-[:MERGED_INTO]->() }
  WITH node, max(score) AS score ORDER BY score DESC, node.id
  RETURN collect(node) AS words
}
CALL () {
  CALL db.index.fulltext.queryNodes('names', $sought.nearly, {limit: $sought.pool}) YIELD node AS hit, score
  MATCH (hit)-[:MERGED_INTO*0..]->(node)
  WHERE NOT EXISTS { (node)-[:MERGED_INTO]->() }
  WITH node, max(score) AS score ORDER BY score DESC, node.id
  RETURN collect(node) AS spelt
}
WITH words, [node IN spelt WHERE NOT node IN words] AS spelt,
     COLLECT {
       UNWIND words AS node
       WITH node, reduce(longest = 0, name IN [node.name] + coalesce(node.aliases, [])
                         | CASE WHEN size(name) > longest
                                 AND ($sought.text CONTAINS ' ' + toLower(name) + ' '
                                      OR name =~ '.*[一-鿿].*' AND $sought.text CONTAINS toLower(name))
                                THEN size(name) ELSE longest END) AS longest
       WHERE longest > 1 AND NOT node:Product
       RETURN {node: node, weight: longest}
       ORDER BY CASE WHEN node:Model THEN -longest
                     ELSE COUNT { (node)<-[:MADE_BY|IN_CATEGORY|HAS_FEATURE|SUITS]-() } END
     } AS named
CALL (named) {
  UNWIND [head([one IN named WHERE one.node:Model | one.node]), head([one IN named WHERE NOT one.node:Model | one.node])] AS entity
  CALL (entity) {
    MATCH (entity)<-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|SUITS]-()<-[:OF_MODEL*0..1]-(product:Product)
    WHERE coalesce(has.confidence, 1.0) >= $shown
    RETURN DISTINCT product LIMIT $sought.reach
  }
  WITH DISTINCT product, named
  WITH product, reduce(weight = 0, one IN named | weight + CASE WHEN EXISTS {
         MATCH (product)-[:OF_MODEL*0..1]->()-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|SUITS]->(via)
         WHERE via = one.node AND coalesce(has.confidence, 1.0) >= $shown
       } THEN one.weight ELSE 0 END) AS weight
  ORDER BY weight DESC, COUNT { (product)<-[:PURCHASED]-() } DESC, product.id LIMIT $sought.pool
  RETURN collect(product) AS joined
}
CALL (words, spelt, joined) {
  WITH [node IN joined + words + spelt WHERE node:Product][..3] AS seeds
  MATCH (set:EmbeddingSet {active: true})
  UNWIND seeds AS seed
  WITH set, seed[set.slot] AS vector WHERE vector IS NOT NULL
  CALL db.index.vector.queryNodes(set.index, $sought.near, vector) YIELD node, score
  WITH node, max(score) AS score ORDER BY score DESC, node.id
  RETURN collect(node) AS near
}
UNWIND [{by: 'WORDS', found: words, weight: 1.0}, {by: 'SPELLING', found: spelt, weight: 0.5},
        {by: 'GRAPH', found: [one IN named[..3] | one.node] + joined, weight: 1.0}, {by: 'VECTORS', found: near, weight: 0.25}] AS list
UNWIND range(0, size(list.found) - 1) AS rank
WITH list.found[rank] AS product, list.by AS by, list.weight / (60.0 + rank) AS score
WITH product, sum(score) AS score, collect(by) AS by
ORDER BY score DESC, product.id LIMIT $limit
RETURN score, by, [label IN labels(product) WHERE label <> 'Entity'][0] AS label,
// insert: card
ORDER BY score DESC, product.id

// query: search_names
// params: sought, limit
// Brands, categories, features, use cases and models that have a word nearly as the text does, or one that begins so.
CALL db.index.fulltext.queryNodes('names', $sought.nearly, {limit: $sought.pool}) YIELD node AS hit, score
MATCH (hit)-[:MERGED_INTO*0..]->(node)
WHERE NOT EXISTS { (node)-[:MERGED_INTO]->() } AND NOT node:Product
WITH node, max(score) AS score
RETURN [label IN labels(node) WHERE label <> 'Entity'][0] AS label, node {.id, .name, .aliases, .released} AS node
ORDER BY score DESC, node.id LIMIT $limit
