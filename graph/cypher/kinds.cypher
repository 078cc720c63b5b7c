// Kinds of answer besides `recommend`: bought together, trending, popular in a segment, substitutes and upgrades. Each
// reads as much as its parameters say, however large the graph; where there is more, what is read first is taken.
// Products pass the shopper's constraints: $least, $most and $currency of the price, $brand, $in_stock; null is any, and
// what nobody stated passes none.

// query: kinds_bought_together
// params: id, edges, buyers, each, limit, shown, least, most, currency, brand, in_stock
// What the data gives first, by its score; then what the same shoppers bought, by their number: $buyers of them, $each
// purchases of one.
MATCH (origin:Product {id: $id})
CALL (origin) {
  MATCH (origin)-[edge:BOUGHT_TOGETHER]->(product:Product)
  WITH edge, product LIMIT $edges
  RETURN product, coalesce(edge.score, 1.0) AS given, 0 AS shoppers
UNION ALL
  MATCH (origin)<-[:PURCHASED]-(user:User)
  WITH DISTINCT user LIMIT $buyers
  CALL (user) {
    MATCH (user)-[:PURCHASED]->(product:Product)
    WITH product LIMIT $each
    RETURN DISTINCT product
  }
  RETURN product, null AS given, count(*) AS shoppers
}
WITH origin, product, max(given) AS given, max(shoppers) AS shoppers
WHERE product <> origin
  AND ($least IS NULL OR product.price >= $least) AND ($most IS NULL OR product.price <= $most)
  AND ($currency IS NULL OR product.currency = $currency) AND ($in_stock IS NULL OR product.in_stock = $in_stock)
  AND ($brand IS NULL OR EXISTS {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(:Brand {id: $brand})
    WHERE coalesce(made.confidence, 1.0) >= $shown
  })
RETURN product.id AS product, given, shoppers
ORDER BY coalesce(given, -1.0) DESC, shoppers DESC, product.id LIMIT $limit

// query: kinds_trending
// params: weights, half_life, events, limit, shown, least, most, currency, brand, in_stock
// The newest $events events of each type. Each shopper counts once for a product, by the event that weighs most: the
// weight of its type, halved with every $half_life days before the newest event of the graph.
CALL () {
  MATCH (user:User)-[event:VIEWED]->(product:Product) USING INDEX event:VIEWED(at) WHERE event.at > ''
  RETURN user, product, 'VIEWED' AS type, event.at AS at ORDER BY at DESC LIMIT $events
UNION ALL
  MATCH (user:User)-[event:ADDED_TO_CART]->(product:Product) USING INDEX event:ADDED_TO_CART(at) WHERE event.at > ''
  RETURN user, product, 'ADDED_TO_CART' AS type, event.at AS at ORDER BY at DESC LIMIT $events
UNION ALL
  MATCH (user:User)-[event:PURCHASED]->(product:Product) USING INDEX event:PURCHASED(at) WHERE event.at > ''
  RETURN user, product, 'PURCHASED' AS type, event.at AS at ORDER BY at DESC LIMIT $events
UNION ALL
  MATCH (user:User)-[event:RATED]->(product:Product) USING INDEX event:RATED(at) WHERE event.at > ''
  RETURN user, product, 'RATED' AS type, event.at AS at ORDER BY at DESC LIMIT $events
UNION ALL
  MATCH (user:User)-[event:REVIEWED]->(product:Product) USING INDEX event:REVIEWED(at) WHERE event.at > ''
  RETURN user, product, 'REVIEWED' AS type, event.at AS at ORDER BY at DESC LIMIT $events
}
WITH user, product, type, datetime(max(at)) AS at
WITH collect({user: user, product: product, type: type, at: at}) AS events, max(at) AS now
UNWIND events AS event
WITH event.user AS user, event.product AS product,
     max($weights[event.type] * 0.5 ^ (duration.inSeconds(event.at, now).seconds / 86400.0 / $half_life)) AS weight
WITH product, sum(weight) AS score, count(*) AS shoppers
WHERE ($least IS NULL OR product.price >= $least) AND ($most IS NULL OR product.price <= $most)
  AND ($currency IS NULL OR product.currency = $currency) AND ($in_stock IS NULL OR product.in_stock = $in_stock)
  AND ($brand IS NULL OR EXISTS {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(:Brand {id: $brand})
    WHERE coalesce(made.confidence, 1.0) >= $shown
  })
RETURN product.id AS product, score, shoppers ORDER BY score DESC, product.id LIMIT $limit

// query: kinds_segment
// params: id, weights, peers, each, limit, shown, least, most, currency, brand, in_stock
// What $peers shoppers of a segment did, $each events of one. Each counts once for a product, by the event that weighs most.
MATCH (:Segment {id: $id})<-[:IN_SEGMENT]-(peer:User)
WITH DISTINCT peer LIMIT $peers
CALL (peer) {
  MATCH (peer)-[event:PURCHASED|RATED|REVIEWED|ADDED_TO_CART|VIEWED]->(product:Product)
  WITH event, product LIMIT $each
  RETURN product, max($weights[type(event)]) AS weight
}
WITH product, sum(weight) AS score, count(*) AS shoppers
WHERE ($least IS NULL OR product.price >= $least) AND ($most IS NULL OR product.price <= $most)
  AND ($currency IS NULL OR product.currency = $currency) AND ($in_stock IS NULL OR product.in_stock = $in_stock)
  AND ($brand IS NULL OR EXISTS {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(:Brand {id: $brand})
    WHERE coalesce(made.confidence, 1.0) >= $shown
  })
RETURN product.id AS product, score, shoppers ORDER BY score DESC, product.id LIMIT $limit

// query: kinds_comparable
// params: id, attributes, neighbours, pool, values, shown, least, most, currency, brand, in_stock
// The product itself, in the first row, and products of other models in its category, with the numbers of $attributes.
// Where the product suits a use case, the others suit one of the same. All of a category of $pool products are looked at;
// in a larger one the product's neighbours and nearest embeddings, $neighbours of each, and $pool others.
MATCH (origin:Product {id: $id})
CALL (origin) {
  OPTIONAL MATCH (origin)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(category:Category)
  WHERE coalesce(within.confidence, 1.0) >= $shown
  RETURN category ORDER BY within.corrected IS NULL, within.support DESC, category.id LIMIT 1
}
WITH origin, category, COLLECT { MATCH (origin)-[:OF_MODEL]->(model:Model) RETURN model.id } AS models, COLLECT {
  MATCH (origin)-[:OF_MODEL*0..1]->()-[suits:SUITS]->(use:UseCase)
  WHERE coalesce(suits.confidence, 1.0) >= $shown
  RETURN DISTINCT use.id
} AS uses
CALL (origin, category) {
  RETURN origin AS product
UNION
  MATCH (origin)-[:SIMILAR_TO|ALSO_VIEWED]->(product:Product)
  RETURN product LIMIT $neighbours
UNION
  MATCH (set:EmbeddingSet {active: true})
  WITH set, origin[set.slot] AS vector WHERE vector IS NOT NULL
  CALL db.index.vector.queryNodes(set.index, $neighbours, vector) YIELD node AS product
  RETURN product
UNION
  MATCH (category)<-[:IN_CATEGORY]-()<-[:OF_MODEL*0..1]-(product:Product)
  RETURN product LIMIT $pool
}
WITH origin, category, models, uses, product
WHERE product = origin OR (
  NOT EXISTS { (product)-[:OF_MODEL]->(model:Model) WHERE model.id IN models }
  AND category.id IN COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(other:Category)
    WHERE coalesce(within.confidence, 1.0) >= $shown
    RETURN other.id
  }
  AND (size(uses) = 0 OR any(use IN uses WHERE use IN COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[suits:SUITS]->(other:UseCase)
    WHERE coalesce(suits.confidence, 1.0) >= $shown
    RETURN other.id
  }))
  AND ($least IS NULL OR product.price >= $least) AND ($most IS NULL OR product.price <= $most)
  AND ($currency IS NULL OR product.currency = $currency) AND ($in_stock IS NULL OR product.in_stock = $in_stock)
  AND ($brand IS NULL OR EXISTS {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(:Brand {id: $brand})
    WHERE coalesce(made.confidence, 1.0) >= $shown
  })
)
RETURN product.id AS id, product.price AS price, product.currency AS currency,
  head(COLLECT { MATCH (product)-[:OF_MODEL]->(model:Model) RETURN model.id ORDER BY model.id LIMIT 1 }) AS model,
  COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[has:HAS_PARAMETER]->(p:Parameter)
    WHERE p.attribute IN $attributes AND coalesce(has.confidence, 1.0) >= $shown
    WITH DISTINCT p LIMIT $values
    RETURN [p.attribute, p.number, p.unit, p.id]
  } AS parameters
ORDER BY product <> origin, product.id
