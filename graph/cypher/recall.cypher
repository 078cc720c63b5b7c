// What `recommend` asks of the graph: statements, each bounded by its parameters.

// query: recall_shopper
// params: user, history, weights
// What a learned ranking knows a shopper by: the latest $history events, what they own, and what their latest
// searches ask for; with the live model's version and the rules in force. One row, for an unknown shopper too; a device
// that is known as a shopper is that shopper.
OPTIONAL MATCH (set:EmbeddingSet {active: true})
OPTIONAL MATCH (:User {id: $user})-[:KNOWN_AS*0..1]->(user:User) WHERE NOT EXISTS { (user)-[:KNOWN_AS]->() }
RETURN set.model AS model,
       user.id AS user,
       COLLECT {
         MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED]->(product:Product)
         WITH product, event ORDER BY coalesce(toString(event.at), '') DESC, event.id DESC LIMIT $history
         WITH product, max(coalesce($weights[type(event)], 0.5)) AS weight
         RETURN [product.id, weight]
       } AS did,
       COLLECT { MATCH (user)-[:PURCHASED|RATED]->(owned:Product) RETURN DISTINCT owned.id } AS owned,
       COLLECT {
         MATCH (user)-[search:SEARCHED]->(query:Query)
         WITH query ORDER BY coalesce(toString(search.at), '') DESC LIMIT 5
         MATCH (query)-[:ASKS_FOR]->()-[:MERGED_INTO*0..]->(via)
         RETURN DISTINCT via.id
       } AS asked,
       COLLECT {
         MATCH (rule:Rule)
         WHERE (rule.expires IS NULL OR rule.expires > datetime()) AND (rule.starts IS NULL OR rule.starts <= datetime())
         MATCH (rule)-[:APPLIES_TO]->()-[:MERGED_INTO*0..]->(target)
         WITH rule, collect(DISTINCT target.id) AS targets,
              collect(DISTINCT CASE WHEN target:Product THEN target.id END) AS products
         RETURN [rule.id, rule.action, coalesce(rule.strength, 1.0), rule.reason, targets, products]
       } AS rules

// query: recall_model
// params: version
// The parts of the live model, in order, if it is still this version.
MATCH (set:EmbeddingSet {active: true, model: $version})
MATCH (part:ModelPart {set: set.id})
RETURN part.content AS content ORDER BY part.number

// query: recall_evidence
// params: user, events, weights, recency, fanout, neighbours, vias, common, peers
// The shopper's latest $events events, what they own, and the hits of every recall:
// item ($fanout edges an event), embedding ($neighbours a vector), path ($vias entities, none with more
// than $common products, $fanout products each), segment (the purchases of $peers peers).
MATCH (user:User {id: $user})
CALL (user) {
  MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED]->(product:Product)
  WITH product, event ORDER BY coalesce(toString(event.at), '') DESC, event.id DESC LIMIT $events
  WITH collect({node: product, type: type(event), timed: event.at IS NOT NULL}) AS found
  UNWIND range(0, size(found) - 1) AS rank
  WITH found[rank] AS event, rank
  WITH event, event.node AS seed, rank,
       coalesce($weights[event.type], 0.5) * CASE WHEN event.timed THEN $recency ^ rank ELSE 1.0 END AS weight
  RETURN collect({product: seed.id, type: event.type, weight: weight, price: seed.price, currency: seed.currency})
           AS events,
         collect({node: seed, weight: weight, rank: rank}) AS weighed
}
CALL (weighed) {
  UNWIND weighed AS event
  WITH event.node AS seed, max(event.weight) AS weight, min(event.rank) AS rank ORDER BY rank
  RETURN collect(seed) AS seeds, collect(weight) AS weights
}
// A shopper is where the tastes of what they did lead: an event of a second ago counts. The set is looked up once, so
// that a switch meanwhile does not mix two.
CALL (seeds, weights) {
  OPTIONAL MATCH (set:EmbeddingSet {active: true})
  WITH set, [n IN range(0, size(seeds) - 1) WHERE seeds[n][set.tastes] IS NOT NULL
             | {taste: seeds[n][set.tastes], weight: weights[n]}] AS tastes
  RETURN set,
         [n IN range(0, coalesce(set.dimension, 0) - 1)
          | reduce(total = 0.0, taste IN tastes | total + taste.weight * taste.taste[n])] AS shopper
}
CALL (user, seeds, set, shopper) {
  UNWIND seeds AS seed
  CALL (seed) {
    MATCH (seed)-[edge:BOUGHT_TOGETHER|ALSO_BOUGHT|ALSO_VIEWED|SIMILAR_TO]->(product:Product)
    RETURN product, type(edge) AS relation, coalesce(edge.score, 1.0) AS weight
    ORDER BY weight DESC, product.id LIMIT $fanout
  }
  RETURN 'item' AS recall, product.id AS product, seed.id AS via, relation, weight
UNION ALL
  UNWIND [{node: user, relation: 'SHOPPER', vector: shopper}]
         + [seed IN seeds[..2] | {node: seed, relation: 'PRODUCT', vector: seed[set.slot]}] AS origin
  WITH set, origin, origin.vector AS vector
  WHERE set IS NOT NULL AND any(x IN vector WHERE x <> 0)
  CALL db.index.vector.queryNodes(set.index, $neighbours, vector) YIELD node, score
  RETURN 'embedding' AS recall, node.id AS product, origin.node.id AS via, origin.relation AS relation,
         score AS weight
UNION ALL
  CALL (user, seeds) {
    UNWIND seeds AS seed
    MATCH (seed)-[:OF_MODEL*0..1]->()-[:MADE_BY|HAS_FEATURE|IN_CATEGORY]->(via)
    RETURN via, 'EVENT' AS relation, 1.0 AS weight
  UNION ALL
    MATCH (user)-[search:SEARCHED]->(query:Query)
    WITH query ORDER BY coalesce(toString(search.at), '') DESC LIMIT 5
    MATCH (query)-[:ASKS_FOR]->()-[:MERGED_INTO*0..]->(via)
    RETURN via, 'SEARCHED' AS relation, 1.0 AS weight
  UNION ALL
    MATCH (user)-[membership:IN_SEGMENT]->(:Segment)-[preference:PREFERS]->(via)
    RETURN via, 'PREFERS' AS relation, coalesce(membership.score, 1.0) * coalesce(preference.lift, 1.0) AS weight
  }
  WITH via, relation, sum(weight) AS weight,
       COUNT { (via)<-[:MADE_BY]-() } + COUNT { (via)<-[:HAS_FEATURE]-() }
         + COUNT { (via)<-[:IN_CATEGORY]-() } AS degree
  WHERE degree <= $common
  WITH via, relation, weight / log(2 + degree) AS weight
  ORDER BY weight DESC, via.id LIMIT $vias
  CALL (via) {
    MATCH (via)<-[:MADE_BY|HAS_FEATURE|IN_CATEGORY]-()<-[:OF_MODEL*0..1]-(product:Product)
    WITH DISTINCT product
    RETURN product ORDER BY COUNT { (product)<-[:PURCHASED]-() } DESC, product.id LIMIT $fanout
  }
  RETURN 'path' AS recall, product.id AS product, via.id AS via, relation, weight
UNION ALL
  MATCH (user)-[:IN_SEGMENT]->(segment:Segment)
  CALL (segment) {
    MATCH (segment)<-[:IN_SEGMENT]-(peer:User)
    WITH peer LIMIT $peers
    MATCH (peer)-[:PURCHASED]->(product:Product)
    RETURN product, count(DISTINCT peer) AS buyers ORDER BY buyers DESC, product.id LIMIT $fanout
  }
  RETURN 'segment' AS recall, product.id AS product, segment.id AS via, 'IN_SEGMENT' AS relation,
         toFloat(buyers) AS weight
}
WITH user, events, collect([recall, product, via, relation, weight]) AS hits
RETURN events, hits,
       COLLECT { MATCH (user)-[:PURCHASED|RATED]->(owned:Product) RETURN DISTINCT owned.id } AS owned

// query: recall_popular
// params: limit
// Most bought, then most looked at; where nobody has done anything, by id. Grows with the number of products.
MATCH (product:Product)
WITH product, COUNT { (product)<-[:PURCHASED]-() } AS buyers, COUNT { (product)<-[:VIEWED]-() } AS viewers
ORDER BY buyers DESC, viewers DESC, product.id LIMIT $limit
RETURN product.id AS product, toFloat(buyers) + 0.1 * viewers + 0.01 AS weight

// query: recall_passing
// params: products, limit, shown, least, most, currency, brand, in_stock
// Those of the products that pass the constraints, and the $limit most bought of all others that do. Grows with the
// number of products.
MATCH (product:Product)
WHERE ($least IS NULL OR product.price >= $least) AND ($most IS NULL OR product.price <= $most)
  AND ($currency IS NULL OR product.currency = $currency) AND ($in_stock IS NULL OR product.in_stock = $in_stock)
  AND ($brand IS NULL OR EXISTS {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(:Brand {id: $brand})
    WHERE coalesce(made.confidence, 1.0) >= $shown
  })
WITH product.id AS id, product.id IN $products AS proposed, COUNT { (product)<-[:PURCHASED]-() } AS buyers
ORDER BY proposed DESC, buyers DESC, id LIMIT size($products) + $limit
RETURN collect(id) AS products

// query: recall_candidates
// params: products
// Attributes of those products and of the pinned ones, with the rules in force that apply to each.
CALL () {
  MATCH (rule:Rule)
  WHERE (rule.expires IS NULL OR rule.expires > datetime()) AND (rule.starts IS NULL OR rule.starts <= datetime())
  MATCH (rule)-[:APPLIES_TO]->()-[:MERGED_INTO*0..]->(target)
  RETURN collect(DISTINCT {target: target.id, product: target:Product, id: rule.id, action: rule.action,
                  strength: coalesce(rule.strength, 1.0), reason: rule.reason}) AS rules
}
WITH rules, $products + [rule IN rules WHERE rule.action = 'pin' AND rule.product
                                         AND NOT rule.target IN $products | rule.target] AS wanted
UNWIND wanted AS id
WITH DISTINCT rules, id
MATCH (product:Product {id: id})
WITH product, rules,
     COLLECT { MATCH (product)-[:OF_MODEL]->(model:Model) RETURN model.id }
     + COLLECT {
         MATCH (product)-[:OF_MODEL*0..1]->()-[:MADE_BY|IN_CATEGORY|HAS_FEATURE]->(group)
         RETURN DISTINCT group.id LIMIT 40
       } AS groups
RETURN product.id AS id, product.price AS price, product.currency AS currency,
       COUNT { (product)<-[:PURCHASED]-() } AS popularity, groups,
       [rule IN rules WHERE rule.target = product.id OR rule.target IN groups
        | [rule.id, rule.action, rule.strength, rule.reason]] AS rules
