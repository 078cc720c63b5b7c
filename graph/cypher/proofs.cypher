// Paths that prove an answer: sought from what a shopper did, or named by the clues of a learned ranking.
// What is $sought is one map: lists and texts of another length would have the server plan the statement anew, which
// takes it seconds.

// part: popular
  WITH product, bought, other LIMIT 1
  RETURN 'popular' AS kind, [product, other] AS nodes, [bought] AS edges, null AS origin, null AS via, null AS stated,
         COUNT { (product)<-[:PURCHASED]-() } AS count

// part: best_stated
CALL (product) {
  MATCH own = (product)-[:OF_MODEL*0..1]->(holder)
              -[stated:PRAISED_FOR|HAS_FEATURE|HAS_PARAMETER|MADE_BY|IN_CATEGORY]->(via)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND coalesce(stated.reviews, 1) > 0
  WITH own, holder, via, stated
  ORDER BY CASE type(stated)
             WHEN 'PRAISED_FOR' THEN 0 WHEN 'HAS_FEATURE' THEN 1 WHEN 'HAS_PARAMETER' THEN 2 ELSE 3 END,
           coalesce(stated.support, 1) DESC, via.id
  WHERE NOT EXISTS { (holder)-[denied:LACKS_FEATURE|CRITICISED_FOR]->(via) WHERE coalesce(denied.reviews, 1) > 0 }
  RETURN nodes(own) AS nodes, relationships(own) AS edges, via, stated LIMIT 1
}

// part: found
WITH collect({product: product, kind: kind, origin: origin, via: via, count: count, nodes: nodes, edges: edges,
              stated: stated}) AS found
RETURN [path IN found | [
         path.product.id, path.kind, path.origin.id, path.via.id, path.count,
         [node IN path.nodes | CASE WHEN node:User AND node.id <> $sought.user THEN '' ELSE node.id END],
         [hop IN range(0, size(path.edges) - 1)
          | [type(path.edges[hop]), startNode(path.edges[hop]) = path.nodes[hop]]],
         [startNode(path.stated).id, type(path.stated), path.via.id]
       ]] AS paths,
       COLLECT {
         UNWIND found AS path
         UNWIND path.nodes AS node
         WITH DISTINCT node WHERE NOT node:User OR node.id = $sought.user
         RETURN [node.id, [label IN labels(node) WHERE label <> 'Entity'][0],
                 coalesce(node.name, node.title, node.text, ''), coalesce(node.aliases, [])]
       } AS nodes,
       COLLECT {
         UNWIND found AS path
         WITH DISTINCT path.stated AS stated WHERE stated IS NOT NULL
         WITH stated, startNode(stated).id AS subject, endNode(stated) AS via
         CALL (stated, subject, via) {
           MATCH (fact:Fact {triple: subject + '|' + type(stated) + '|' + via.id})-[:STATED_IN]->(source:Source)
           RETURN fact, source ORDER BY fact.confidence DESC, fact.id LIMIT 2
         }
         RETURN fact {.id, .predicate, .polarity, .confidence, .start, .end, subject: subject, object: via.id,
                      object_name: coalesce(via.name, via.text, via.id),
                      source: source {.id, .kind, .origin, .language, .text}}
       } AS facts

// query: recall_paths
// params: sought, each, shown
// Paths that end at each product, at most $each of a kind, with the facts beneath the relation that joins
// the product's side to the entity in the middle. Other shoppers on a path are left without their id.
OPTIONAL MATCH (user:User {id: $sought.user})
CALL (user) {
  UNWIND range(0, size($sought.seeds) - 1) AS rank
  MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED]->(seed:Product {id: $sought.seeds[rank]})
  WITH rank, seed, event ORDER BY coalesce(toString(event.at), '') DESC
  WITH rank, seed, head(collect(event)) AS event ORDER BY rank
  RETURN collect({seed: seed, event: event}) AS seeds
}
CALL (seeds) {
  UNWIND range(0, size(seeds) - 1) AS rank
  WITH rank, seeds[rank].seed AS seed, seeds[rank].event AS event
  MATCH has = (seed)-[:OF_MODEL*0..1]->()-[:MADE_BY|HAS_FEATURE|IN_CATEGORY]->(via)
  WITH via, seed, event, has ORDER BY rank
  WITH via, head(collect({seed: seed, event: event, has: has})) AS first
  RETURN collect({via: via, first: first}) AS known
}
// Collected, so that each product is asked what it has of these: from a category on there would be too many products.
CALL (user) {
  MATCH (user)-[search:SEARCHED]->(query:Query)-[asks:ASKS_FOR]->(via)
  WITH via, query, asks, search ORDER BY coalesce(toString(search.at), '') DESC
  WITH via, query, asks, head(collect(search)) AS search
  RETURN collect({via: via, query: query, asks: asks, search: search}) AS asked
}
CALL (user) {
  MATCH (user)-[member:IN_SEGMENT]->(segment:Segment)-[prefers:PREFERS]->(via)
  RETURN collect({via: via, segment: segment, prefers: prefers, member: member}) AS preferred
}
UNWIND $sought.products AS wanted
MATCH (product:Product {id: wanted})
CALL (user, product, seeds, known, asked, preferred) {
  UNWIND seeds AS known_seed
  WITH user, product, known_seed.seed AS seed, known_seed.event AS event
  MATCH (seed)-[edge:BOUGHT_TOGETHER|ALSO_BOUGHT|ALSO_VIEWED|SIMILAR_TO]->(product)
  RETURN 'item' AS kind, [user, seed, product] AS nodes, [event, edge] AS edges, seed AS origin, null AS via, null AS stated,
         1 AS count
  ORDER BY coalesce(edge.score, 1.0) DESC, seed.id LIMIT $each
UNION ALL
  MATCH own = (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
  UNWIND [entry IN known WHERE entry.via = via | entry.first] AS first
  WITH user, product, own, stated, via, first.seed AS seed, first.event AS event, first.has AS has
  WHERE seed <> product
  ORDER BY CASE type(stated) WHEN 'HAS_FEATURE' THEN 0 WHEN 'MADE_BY' THEN 1 ELSE 2 END, via.id LIMIT $each
  RETURN 'shared' AS kind, [user] + nodes(has) + tail(reverse(nodes(own))) AS nodes,
         [event] + relationships(has) + reverse(relationships(own)) AS edges, seed AS origin, via, stated, 1 AS count
UNION ALL
  MATCH own = (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
  UNWIND [entry IN asked WHERE entry.via = via] AS entry
  WITH user, own, stated, via, entry.query AS query, entry.asks AS asks, entry.search AS search
  ORDER BY coalesce(toString(search.at), '') DESC, via.id LIMIT $each
  RETURN 'asked' AS kind, [user, query] + reverse(nodes(own)) AS nodes,
         [search, asks] + reverse(relationships(own)) AS edges, query AS origin, via, stated, 1 AS count
UNION ALL
  MATCH own = (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
  UNWIND [entry IN preferred WHERE entry.via = via] AS entry
  WITH user, own, stated, via, entry.segment AS segment, entry.prefers AS prefers, entry.member AS member
  ORDER BY coalesce(prefers.lift, 1.0) DESC, via.id LIMIT $each
  RETURN 'preferred' AS kind, [user, segment] + reverse(nodes(own)) AS nodes,
         [member, prefers] + reverse(relationships(own)) AS edges, segment AS origin, via, stated, 1 AS count
UNION ALL
  MATCH (user)-[member:IN_SEGMENT]->(segment:Segment)
  MATCH (segment)<-[also:IN_SEGMENT]-(peer:User)-[bought:PURCHASED]->(product) WHERE peer <> user
  WITH user, product, member, segment, count(DISTINCT peer) AS count, head(collect([peer, also, bought])) AS example
  RETURN 'peers' AS kind, [user, segment, example[0], product] AS nodes, [member, example[1], example[2]] AS edges,
         segment AS origin, null AS via, null AS stated, count
UNION ALL
  MATCH (product)<-[bought:PURCHASED]-(other:User)
// insert: popular
}
// insert: found

// query: recall_proofs
// params: sought, peers, shown
// The paths that clues name, in their order, with the facts beneath the relation that joins the product's side to the
// entity in the middle. Of who bought the seed, $peers are looked at.
OPTIONAL MATCH (user:User {id: $sought.user})
CALL (user) {
  UNWIND $sought.seeds AS told
  MATCH (seed:Product {id: told.seed})
  CALL (user, seed) {
    MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED]->(seed)
    RETURN event ORDER BY coalesce(toString(event.at), '') DESC LIMIT 1
  }
  CALL (user, told, seed, event) {
    UNWIND told.edges AS clue
    MATCH (product:Product {id: clue.product})
    MATCH (seed)-[edge:BOUGHT_TOGETHER|ALSO_BOUGHT|ALSO_VIEWED|SIMILAR_TO]->(product)
    WHERE type(edge) = clue.relation
    RETURN clue.rank AS rank, product, 'item' AS kind, [user, seed, product] AS nodes, [event, edge] AS edges, null AS via,
           null AS stated, 1 AS count
  UNION ALL
    UNWIND told.together AS clue
    MATCH (product:Product {id: clue.product})
    CALL (user, seed, product) {
      MATCH (seed)<-[bought:PURCHASED]-(other:User) WHERE other <> user
      WITH product, bought, other LIMIT $peers
      MATCH (other)-[also:PURCHASED]->(product)
      RETURN count(DISTINCT other) AS count, head(collect([other, bought, also])) AS example
    }
    WITH * WHERE count > 0
    RETURN clue.rank AS rank, product, 'together' AS kind, [user, seed, example[0], product] AS nodes,
           [event, example[1], example[2]] AS edges, null AS via, null AS stated, count
  UNION ALL
    UNWIND told.shared AS clue
    MATCH (product:Product {id: clue.product}) WHERE product <> seed
    CALL (user, clue, seed, product, event) {
      MATCH own = (product)-[:OF_MODEL*0..1]->(holder)-[stated:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
      WITH *, via.id AS stated_of
      WHERE stated_of = clue.via AND coalesce(stated.confidence, 1.0) >= $shown
        AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
      WITH user, clue, seed, event, own, stated, via LIMIT 1
      MATCH has = (seed)-[:OF_MODEL*0..1]->()-[:HAS_FEATURE|MADE_BY|IN_CATEGORY]->(same)
      WITH *, same.id AS had WHERE had = clue.via
      WITH user, event, own, has, stated, via LIMIT 1
      RETURN [user] + nodes(has) + tail(reverse(nodes(own))) AS nodes,
             [event] + relationships(has) + reverse(relationships(own)) AS edges, via, stated
    }
    RETURN clue.rank AS rank, product, 'shared' AS kind, nodes, edges, via, stated, 1 AS count
  }
  RETURN rank, product, kind, nodes, edges, seed AS origin, via, stated, count
}
WITH * ORDER BY rank
// insert: found

// query: recall_stated
// params: sought, shown
// What best speaks for each product, whoever asks: what it is praised for before what it has before what it is.
UNWIND $sought.products AS wanted
MATCH (product:Product {id: wanted})
// insert: best_stated
WITH product, 'stated' AS kind, nodes, edges, null AS origin, via, stated, 1 AS count
// insert: found

// query: recall_beside
// params: sought, each, peers, shown
// Paths that end at each product whoever asks: from another product, $sought.origin, where there is one, at most $each of
// a kind, what fewest have first; how many bought it; and what best speaks for it. Of who bought the origin, $peers are looked at.
OPTIONAL MATCH (seed:Product {id: $sought.origin})
UNWIND $sought.products AS wanted
MATCH (product:Product {id: wanted})
CALL (seed, product) {
  MATCH (seed)-[edge:BOUGHT_TOGETHER|ALSO_BOUGHT|ALSO_VIEWED|SIMILAR_TO]->(product)
  RETURN 'item' AS kind, [seed, product] AS nodes, [edge] AS edges, seed AS origin, null AS via, null AS stated, 1 AS count
  ORDER BY type(edge), edge.score DESC LIMIT $each
UNION ALL
  MATCH (seed)<-[bought:PURCHASED]-(other:User)
  WITH seed, product, bought, other LIMIT $peers
  MATCH (other)-[also:PURCHASED]->(product)
  WITH seed, product, count(DISTINCT other) AS count, head(collect([other, bought, also])) AS example
  RETURN 'together' AS kind, [seed, example[0], product] AS nodes, [example[1], example[2]] AS edges, seed AS origin,
         null AS via, null AS stated, count
UNION ALL
  MATCH own = (product)-[:OF_MODEL*0..1]->(holder)-[stated:OF_MODEL|HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
  WHERE coalesce(stated.confidence, 1.0) >= $shown AND NOT EXISTS { (holder)-[:LACKS_FEATURE]->(via) }
  MATCH has = (seed)-[:OF_MODEL*0..1]->()-[:OF_MODEL|HAS_FEATURE|MADE_BY|IN_CATEGORY]->(via)
  WITH seed, via, head(collect([own, stated, has])) AS first
  WITH seed, via, first[0] AS own, first[1] AS stated, first[2] AS has
  ORDER BY CASE type(stated) WHEN 'OF_MODEL' THEN 0 WHEN 'HAS_FEATURE' THEN 1 WHEN 'IN_CATEGORY' THEN 2 ELSE 3 END,
           COUNT { (via)<-[:HAS_FEATURE]-() }, via.id
  LIMIT $each
  RETURN 'shared' AS kind, nodes(has) + tail(reverse(nodes(own))) AS nodes,
         relationships(has) + reverse(relationships(own)) AS edges, seed AS origin, via, stated, 1 AS count
UNION ALL
  MATCH (product)<-[bought:PURCHASED]-(other:User) WHERE $sought.origin = ''
// insert: popular
UNION ALL
// insert: best_stated
  RETURN 'stated' AS kind, nodes, edges, null AS origin, via, stated, 1 AS count
}
// insert: found
