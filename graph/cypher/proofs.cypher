// Paths that prove an answer: sought from what a shopper did, or named by the clues of a learned ranking.

// query: recall_paths
// params: user, products, seeds, each, shown
// Paths that end at each product, at most $each of a kind, with the facts beneath the relation that joins
// the product's side to the entity in the middle. Other shoppers on a path are left without their id.
OPTIONAL MATCH (user:User {id: $user})
CALL (user) {
  UNWIND range(0, size($seeds) - 1) AS rank
  MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED]->(seed:Product {id: $seeds[rank]})
  WITH rank, seed, event ORDER BY coalesce(toString(event.at), '') DESC
  WITH rank, seed, head(collect(event)) AS event ORDER BY rank
  RETURN collect({seed: seed, event: event}) AS seeds
}
CALL (seeds) {
  UNWIND range(0, size(seeds) - 1) AS rank
  WITH rank, seeds[rank].seed AS seed, seeds[rank].event AS event
  MATCH (seed)-[:OF_MODEL*0..1]->(other)-[has:MADE_BY|HAS_FEATURE|IN_CATEGORY]->(via)
  WITH via, seed, event, other, has ORDER BY rank
  WITH via, head(collect({seed: seed, event: event, other: other, has: has})) AS first
  RETURN collect({via: via, first: first}) AS known
}
UNWIND $products AS wanted
MATCH (product:Product {id: wanted})
CALL (user, product, seeds, known) {
  UNWIND seeds AS known_seed
  WITH product, known_seed.seed AS seed, known_seed.event AS event
  MATCH path = (:User)-[event]->(seed)-[edge:BOUGHT_TOGETHER|ALSO_BOUGHT|ALSO_VIEWED|SIMILAR_TO]->(product)
  RETURN 'item' AS kind, path, seed AS origin, null AS via, null AS stated, 1 AS count
  ORDER BY coalesce(edge.score, 1.0) DESC, seed.id LIMIT $each
UNION ALL
  MATCH (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
  UNWIND [entry IN known WHERE entry.via = via | entry.first] AS first
  WITH product, holder, stated, via, first.seed AS seed, first.event AS event, first.other AS other, first.has AS has
  WHERE seed <> product
  ORDER BY CASE type(stated) WHEN 'HAS_FEATURE' THEN 0 WHEN 'MADE_BY' THEN 1 ELSE 2 END, via.id LIMIT $each
  MATCH path = (:User)-[event]->(seed)-[:OF_MODEL*0..1]->(other)-[has]->(via)
               <-[stated]-(holder)<-[:OF_MODEL*0..1]-(product)
  RETURN 'shared' AS kind, path, seed AS origin, via, stated, 1 AS count
UNION ALL
  MATCH (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)<-[asks:ASKS_FOR]-(query:Query)
        <-[search:SEARCHED]-(user)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
  WITH product, holder, stated, via, query, asks, search ORDER BY coalesce(toString(search.at), '') DESC
  WITH product, holder, stated, via, query, asks, head(collect(search)) AS search LIMIT $each
  MATCH path = (:User)-[search]->(query)-[asks]->(via)<-[stated]-(holder)<-[:OF_MODEL*0..1]-(product)
  RETURN 'asked' AS kind, path, query AS origin, via, stated, 1 AS count
UNION ALL
  MATCH (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)<-[prefers:PREFERS]-(segment:Segment)
        <-[member:IN_SEGMENT]-(user)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
  WITH product, holder, stated, via, segment, prefers, member
  ORDER BY coalesce(prefers.lift, 1.0) DESC, via.id LIMIT $each
  MATCH path = (:User)-[member]->(segment)-[prefers]->(via)<-[stated]-(holder)<-[:OF_MODEL*0..1]-(product)
  RETURN 'preferred' AS kind, path, segment AS origin, via, stated, 1 AS count
UNION ALL
  MATCH (user)-[member:IN_SEGMENT]->(segment:Segment)
  MATCH (segment)<-[also:IN_SEGMENT]-(peer:User)-[bought:PURCHASED]->(product) WHERE peer <> user
  WITH product, member, segment, count(DISTINCT peer) AS count, head(collect([also, bought])) AS example
  WITH product, member, segment, count, example[0] AS also, example[1] AS bought
  MATCH path = (:User)-[member]->(segment)<-[also]-(:User)-[bought]->(product)
  RETURN 'peers' AS kind, path, segment AS origin, null AS via, null AS stated, count
UNION ALL
  MATCH path = (product)<-[:PURCHASED]-(:User)
  WITH product, path LIMIT 1
  RETURN 'popular' AS kind, path, null AS origin, null AS via, null AS stated,
         COUNT { (product)<-[:PURCHASED]-() } AS count
UNION ALL
  MATCH path = (product)-[:OF_MODEL*0..1]->(holder)
               -[stated:PRAISED_FOR|HAS_FEATURE|HAS_PARAMETER|MADE_BY|IN_CATEGORY]->(via)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND coalesce(stated.reviews, 1) > 0
    AND NOT EXISTS { (holder)-[denied:LACKS_FEATURE|CRITICISED_FOR]->(via) WHERE coalesce(denied.reviews, 1) > 0 }
  RETURN 'stated' AS kind, path, null AS origin, via, stated, 1 AS count
  ORDER BY CASE type(stated)
             WHEN 'PRAISED_FOR' THEN 0 WHEN 'HAS_FEATURE' THEN 1 WHEN 'HAS_PARAMETER' THEN 2 ELSE 3 END,
           coalesce(stated.support, 1) DESC, via.id LIMIT 1
}
WITH wanted AS product, kind, origin.id AS origin, via.id AS via, count,
       [node IN nodes(path) | [
         CASE WHEN node:User AND node.id <> $user THEN '' ELSE node.id END,
         [label IN labels(node) WHERE label <> 'Entity'][0],
         coalesce(node.name, node.title, node.text, ''), coalesce(node.aliases, [])
       ]] AS nodes,
       [hop IN range(0, length(path) - 1)
        | [type(relationships(path)[hop]), startNode(relationships(path)[hop]) = nodes(path)[hop]]] AS edges,
       CASE WHEN stated IS NULL THEN [] ELSE COLLECT {
         MATCH (fact:Fact {triple: startNode(stated).id + '|' + type(stated) + '|' + via.id})
               -[:STATED_IN]->(source:Source)
         RETURN fact {.id, .predicate, .polarity, .confidence, .start, .end, subject: startNode(stated).id,
                      object: via.id, object_name: coalesce(via.name, via.text, via.id),
                      source: source {.id, .kind, .origin, .language, .text}}
         ORDER BY fact.confidence DESC, fact.id LIMIT 2
       } END AS facts
RETURN collect({product: product, kind: kind, origin: origin, via: via, count: count, nodes: nodes, edges: edges, facts: facts})
         AS paths

// query: recall_proofs
// params: user, clues, peers, shown
// The paths that clues name, in their order, each with the facts beneath the relation that joins the product's side to
// the entity in the middle. Of who bought the seed, $peers are looked at.
OPTIONAL MATCH (user:User {id: $user})
CALL (user) {
  UNWIND range(0, size($clues) - 1) AS rank
  WITH user, rank, $clues[rank] AS clue
  MATCH (seed:Product {id: clue.seed}), (product:Product {id: clue.product})
  CALL (user, seed) {
    MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED]->(seed)
    RETURN event ORDER BY coalesce(toString(event.at), '') DESC LIMIT 1
  }
  CALL (clue, seed, product, event) {
    WITH * WHERE clue.relation <> 'PURCHASED'
    MATCH path = (:User)-[event]->(seed)-[edge:BOUGHT_TOGETHER|ALSO_BOUGHT|ALSO_VIEWED|SIMILAR_TO]->(product)
    WHERE type(edge) = clue.relation
    RETURN 'item' AS kind, path, null AS via, null AS stated, 1 AS count LIMIT 1
  UNION ALL
    WITH * WHERE clue.relation = 'PURCHASED'
    MATCH (seed)<-[bought:PURCHASED]-(other:User) WHERE other.id <> $user
    WITH seed, product, event, bought, other LIMIT $peers
    MATCH (other)-[also:PURCHASED]->(product)
    WITH seed, product, event, count(DISTINCT other) AS count, head(collect([bought, also])) AS example
    WITH seed, product, event, count, example[0] AS bought, example[1] AS also
    MATCH path = (:User)-[event]->(seed)<-[bought]-(:User)-[also]->(product)
    RETURN 'together' AS kind, path, null AS via, null AS stated, count
  UNION ALL
    WITH * WHERE clue.via IS NOT NULL AND seed <> product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
    WITH *, via.id AS stated_of
    WHERE stated_of = clue.via AND coalesce(stated.confidence, 1.0) >= $shown
      AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
    WITH clue, product, seed, event, holder, stated, via LIMIT 1
    MATCH (seed)-[:OF_MODEL*0..1]->(other)-[has:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(same)
    WITH *, same.id AS had WHERE had = clue.via
    WITH product, seed, event, holder, stated, via, other, has LIMIT 1
    MATCH path = (:User)-[event]->(seed)-[:OF_MODEL*0..1]->(other)-[has]->(via)
                 <-[stated]-(holder)<-[:OF_MODEL*0..1]-(product)
    RETURN 'shared' AS kind, path, via, stated, 1 AS count
  }
  RETURN rank, product, kind, path, seed AS origin, via, stated, count
}
WITH * ORDER BY rank
WITH product.id AS product, kind, origin.id AS origin, via.id AS via, count,
       [node IN nodes(path) | [
         CASE WHEN node:User AND node.id <> $user THEN '' ELSE node.id END,
         [label IN labels(node) WHERE label <> 'Entity'][0],
         coalesce(node.name, node.title, node.text, ''), coalesce(node.aliases, [])
       ]] AS nodes,
       [hop IN range(0, length(path) - 1)
        | [type(relationships(path)[hop]), startNode(relationships(path)[hop]) = nodes(path)[hop]]] AS edges,
       CASE WHEN stated IS NULL THEN [] ELSE COLLECT {
         MATCH (fact:Fact {triple: startNode(stated).id + '|' + type(stated) + '|' + via.id})
               -[:STATED_IN]->(source:Source)
         RETURN fact {.id, .predicate, .polarity, .confidence, .start, .end, subject: startNode(stated).id,
                      object: via.id, object_name: coalesce(via.name, via.text, via.id),
                      source: source {.id, .kind, .origin, .language, .text}}
         ORDER BY fact.confidence DESC, fact.id LIMIT 2
       } END AS facts
RETURN collect({product: product, kind: kind, origin: origin, via: via, count: count, nodes: nodes, edges: edges, facts: facts})
         AS paths
