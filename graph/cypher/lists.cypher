// Lists of products: what passes a filter, in an order, a page at a time; and what there is of it to filter by.
// What is $sought is one map: lists of another length would have the server plan the statement anew. `groups` are the
// conditions: of each the product or its model must have one. A value or feature that is contested counts where it is
// the better supported one, as it is shown.

// part: valued
AND coalesce(has.confidence, 1.0) >= $shown
AND (has.contested IS NULL OR NOT EXISTS {
  (holder)-[better:HAS_PARAMETER]->(other:Parameter)
  WHERE better.contested AND other.attribute = node.attribute
    AND [better.corrected IS NOT NULL, better.support, better.confidence, node.id]
        > [has.corrected IS NOT NULL, has.support, has.confidence, other.id] })

// part: stands
// insert: valued
AND NOT EXISTS {
  (holder)-[no:LACKS_FEATURE]->(node)
  WHERE has:HAS_FEATURE 
    AND [no.corrected IS NOT NULL, no.support, no.confidence] > [has.corrected IS NOT NULL, has.support, has.confidence] }

// part: card
product {
  .id, .title, .price, .currency, .url, .image, .description, .in_stock, .shelf,
  model: head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m {.id, .name, .aliases, .released} LIMIT 1 }),
  brand: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(b:Brand)
    RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 }),
  category: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(c:Category)
    RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
} AS card

// part: priced
AND ($sought.least IS NULL OR product.price >= $sought.least)
AND ($sought.most IS NULL OR product.price <= $sought.most)
AND ($sought.currency IS NULL OR product.currency = $sought.currency)

// part: stocked
AND ($sought.in_stock IS NULL OR product.in_stock = $sought.in_stock)

// part: sells
// insert: priced
// insert: stocked

// part: nodes
COLLECT {
  UNWIND wanted.ids AS id
  MATCH (node:Entity {id: id})
  RETURN node
UNION
  WITH wanted WHERE wanted.unit IS NOT NULL
  MATCH (node:Parameter {attribute: wanted.attribute})
  WHERE node.number >= wanted.least AND node.number <= wanted.most AND node.unit = wanted.unit
  RETURN node
UNION
  WITH wanted WHERE wanted.values IS NOT NULL
  MATCH (node:Parameter)
  WHERE node.id STARTS WITH 'parameter/' + wanted.attribute + '/' AND toLower(node.value) IN wanted.values
  RETURN node
} AS nodes

// part: smallest
ORDER BY reduce(edges = 0, node IN nodes
                | edges + COUNT { (node)<-[:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]-() })

// part: sought
WITH COLLECT {
  UNWIND range(0, size($sought.groups) - 1) AS place
  WITH $sought.groups[place] AS wanted
  WITH wanted,
  // insert: nodes
  RETURN nodes
  // insert: smallest
} AS groups
WITH groups, $sought.by = 'ID' AND 4 * reduce(edges = 0, node IN groups[0]
  | edges + COUNT { (node)<-[:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]-() })
  >= COUNT { (:Product) } AS wide
CALL (groups, wide) {
  WITH groups WHERE size(groups) = 0 AND $sought.by = 'ID'
  MATCH (product:Product)
  WHERE product.id > $sought.after
  // insert: sells
  RETURN product ORDER BY product.id LIMIT $limit
UNION
  // Most products are in the smallest group: those that come first by id fill a page long before all are looked at.
  WITH groups WHERE size(groups) > 0 AND wide
  MATCH (product:Product)
  WHERE product.id > $sought.after
  // insert: sells
  AND all(nodes IN groups WHERE EXISTS {
    (product)-[:OF_MODEL*0..1]->(holder)-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]->(node)
    WHERE node IN nodes
    // insert: stands
  })
  RETURN product ORDER BY product.id LIMIT $limit
UNION
  WITH groups WHERE size(groups) = 0 AND $sought.by <> 'ID'
  MATCH (product:Product)
  WHERE true
  // insert: sells
  RETURN product
UNION
  WITH groups WHERE size(groups) > 0 AND NOT wide
  UNWIND groups[0] AS node
  MATCH (node)<-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]-(holder)
  WHERE true
  // insert: stands
  MATCH (holder)<-[:OF_MODEL*0..1]-(product:Product)
  WHERE true
  // insert: sells
  RETURN DISTINCT product
}
WITH groups, product
WHERE all(nodes IN groups[1..] WHERE EXISTS {
    (product)-[:OF_MODEL*0..1]->(holder)-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]->(node)
    WHERE node IN nodes
    // insert: stands
  })

// query: list_page
// params: sought, limit, shown
// A page after [rank, id] (keyset paging, so inserts never shift a page). What lacks that by which it is ordered comes last.
// insert: sought
WITH product, coalesce(CASE $sought.by
  WHEN 'ID' THEN 0.0
  WHEN 'PRICE' THEN $sought.sign * product.price
  WHEN 'POPULARITY' THEN $sought.sign * COUNT { (product)<-[:PURCHASED]-() }
  WHEN 'RELEASED' THEN $sought.sign * head(COLLECT {
    MATCH (product)-[:OF_MODEL]->(m:Model)
    RETURN toInteger(left(replace(m.released, '-', '') + '0000', 8)) LIMIT 1 })
  ELSE head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:HAS_PARAMETER]->(node:Parameter)
    WHERE node.attribute = $sought.by AND node.unit = $sought.unit
    // insert: stands
    RETURN min($sought.sign * node.number) })
  END, $sought.last) AS rank
WHERE rank > $sought.rank OR rank = $sought.rank AND product.id > $sought.after
WITH product, rank ORDER BY rank, product.id LIMIT $limit
RETURN rank,
// insert: card
ORDER BY rank, product.id

// query: list_facets
// params: sought, limit, most, shown
// What there is among all that passes, of which $most are looked at: each part only where $sought.parts asks for it. What is
// counted for a part need not pass that part's own condition, if $sought.open has it: of the brands, those that are not chosen
// are counted too. So what passes all but one part's is found as well, and `missed` is that part.
WITH COLLECT {
  UNWIND range(0, size($sought.groups) - 1) AS place
  WITH $sought.groups[place] AS wanted
  WITH wanted,
  // insert: nodes
  RETURN [wanted.part, nodes]
  // insert: smallest
} AS groups
WITH [group IN groups WHERE group[0] IN $sought.open] AS open,
     [group IN groups WHERE NOT group[0] IN $sought.open | group[1]] AS closed
// Whatever misses one part has a node of each closed group, and of one of two open parts.
WITH open, closed, head([group IN open WHERE group[0] <> open[0][0]]) AS other
WITH open, closed, CASE
  WHEN size(closed) > 0 THEN closed[0]
  WHEN other IS NOT NULL THEN open[0][1] + other[1]
END AS beginning
CALL (beginning) {
  WITH beginning WHERE beginning IS NULL
  MATCH (product:Product)
  RETURN product
UNION
  WITH beginning WHERE beginning IS NOT NULL
  UNWIND beginning AS node
  MATCH (node)<-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]-(holder)
  WHERE true
  // insert: stands
  MATCH (holder)<-[:OF_MODEL*0..1]-(product:Product)
  RETURN DISTINCT product
}
WITH open, closed, product,
  CASE WHEN true
    // insert: priced
    THEN [] ELSE ['prices'] END
  + CASE WHEN true
    // insert: stocked
    THEN [] ELSE ['inStock'] END AS unsold
WHERE all(part IN unsold WHERE part IN $sought.open) AND size(unsold) < 2
AND all(nodes IN closed[1..] WHERE EXISTS {
    (product)-[:OF_MODEL*0..1]->(holder)-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]->(node)
    WHERE node IN nodes
    // insert: stands
  })
WITH product, unsold + [group IN open WHERE NOT EXISTS {
    (product)-[:OF_MODEL*0..1]->(holder)-[has:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]->(node)
    WHERE node IN group[1]
    // insert: stands
  } | group[0]] AS missed
WHERE all(part IN missed WHERE part = missed[0])
WITH collect([product, head(missed)]) AS found
WITH [each IN found WHERE each[1] IS NULL | each[0]] AS found, [each IN found WHERE each[1] IS NOT NULL] AS nearly
RETURN size(found) AS total, size(found[..$most]) AS counted,
  COLLECT {
    UNWIND CASE WHEN 'brands' IN $sought.parts
      THEN (found + [each IN nearly WHERE each[1] = 'brands' | each[0]])[..$most] ELSE [] END AS product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:MADE_BY]->(node:Brand)
    WHERE coalesce(has.confidence, 1.0) >= $shown
    WITH node, count(DISTINCT product) AS products ORDER BY products DESC, node.id LIMIT $limit
    RETURN [node {.id, .name, .aliases}, products]
  } AS brands,
  COLLECT {
    UNWIND CASE WHEN 'categories' IN $sought.parts
      THEN (found + [each IN nearly WHERE each[1] = 'categories' | each[0]])[..$most] ELSE [] END AS product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:IN_CATEGORY]->(node:Category)
    WHERE coalesce(has.confidence, 1.0) >= $shown
    WITH node, count(DISTINCT product) AS products ORDER BY products DESC, node.id LIMIT $limit
    RETURN [node {.id, .name, .aliases}, products]
  } AS categories,
  COLLECT {
    UNWIND CASE WHEN 'features' IN $sought.parts THEN found[..$most] ELSE [] END AS product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:HAS_FEATURE]->(node:Feature)
    WHERE true
    // insert: stands
    WITH node, count(DISTINCT product) AS products ORDER BY products DESC, node.id LIMIT $limit
    RETURN [node {.id, .name, .aliases}, products]
  } AS features,
  COLLECT {
    UNWIND CASE WHEN 'parameters' IN $sought.parts
      THEN [product IN found[..$most] | [product, null]] + [each IN nearly WHERE each[1] IN $sought.attributes][..$most]
      ELSE [] END AS each
    WITH each[0] AS product, each[1] AS missed
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:HAS_PARAMETER]->(node:Parameter)
    WHERE node.attribute IN $sought.attributes AND coalesce(missed, node.attribute) = node.attribute
    // insert: stands
    WITH node, count(DISTINCT product) AS products ORDER BY node.id
    RETURN node {.attribute, .value, .unit, .number, .text, products: products}
  } AS parameters,
  COLLECT {
    UNWIND CASE WHEN 'prices' IN $sought.parts
      THEN (found + [each IN nearly WHERE each[1] = 'prices' | each[0]])[..$most] ELSE [] END AS product
    WITH product WHERE product.price IS NOT NULL AND product.currency IS NOT NULL
    WITH product.currency AS currency, product.price AS price, count(*) AS products ORDER BY currency, price
    RETURN [currency, price, products]
  } AS prices,
  CASE WHEN 'inStock' IN $sought.parts
    THEN size([product IN (found + [each IN nearly WHERE each[1] = 'inStock' | each[0]])[..$most] WHERE product.in_stock])
  END AS in_stock

// query: find_products
// params: sought, limit, most, shown
// What meets every condition, the best first by what else is wished for: `praised` features, `uses`, numbers that lean one way
// between `low` and `high` (`leans`; a price only in their currency), likeness to an `example`; the number of the attribute
// that is `foremost` goes before all that. `refused` are entities and `unwanted` values that it must not have,
// whoever says so; `seen` are models, and products, that are left out. Of `most` products the score is computed; `total` counts them. Lists are unwound before anything
// is looked at for them: nothing is where they are empty.
// insert: sought
WITH product
WHERE NOT EXISTS {
    UNWIND $sought.refused AS refused
    MATCH (product)-[:OF_MODEL*0..1]->()-[:MADE_BY|IN_CATEGORY|HAS_FEATURE]->(:Entity {id: refused})
  } AND (size($sought.unwanted) = 0 OR NOT EXISTS {
    MATCH (product)-[:OF_MODEL*0..1]->()-[:HAS_PARAMETER]->(no:Parameter)
    WHERE (no.attribute + '=' + toLower(no.value)) IN $sought.unwanted
  }) AND NOT EXISTS { (product)-[:OF_MODEL]->(m:Model) WHERE m.id = $sought.example }
  AND (size($sought.seen) = 0 OR NOT EXISTS {
    (product)-[:OF_MODEL*0..1]->(one) WHERE one.id IN $sought.seen
  })
WITH product LIMIT $most
WITH product,
  COLLECT {
    UNWIND $sought.leans AS lean
    OPTIONAL MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:HAS_PARAMETER]->(node:Parameter)
    WHERE node.attribute = lean.attribute AND node.unit = lean.unit
    // insert: valued
    WITH lean, CASE lean.attribute
      WHEN 'price' THEN CASE WHEN product.currency = lean.unit THEN product.price END
      // A year to come is said of updates and the like, not of when it came out.
      WHEN 'year' THEN coalesce(min(CASE WHEN node.number <= date().year THEN node.number END), head(COLLECT {
        MATCH (product)-[:OF_MODEL]->(m:Model) RETURN toInteger(left(m.released, 4)) LIMIT 1 }))
      ELSE min(node.number) END AS number
    RETURN [lean.attribute, number,
            CASE WHEN number IS NULL THEN -0.2
                 WHEN number < lean.low THEN 0.0
                 WHEN number > lean.high THEN 1.0
                 ELSE (number - lean.low) / (lean.high - lean.low) END, lean.sign]
  } AS numbers,
  COLLECT {
    UNWIND $sought.praised AS praised
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[says:PRAISED_FOR|CRITICISED_FOR]->(f:Feature {id: praised})
    WHERE coalesce(says.confidence, 1.0) >= $shown
    RETURN CASE type(says) WHEN 'PRAISED_FOR' THEN 1.0 ELSE -1.0 END
           * coalesce(says.reviews, 1) / (coalesce(says.of, says.reviews, 1) + 3.0)
  } AS said,
  COUNT {
    UNWIND $sought.uses AS use
    MATCH (product)-[:OF_MODEL*0..1]->()-[:SUITS]->(u:UseCase {id: use})
    RETURN DISTINCT u
  } AS suits,
  COUNT {
    UNWIND CASE $sought.example WHEN '' THEN [] ELSE [$sought.example] END AS example
    MATCH (:Model {id: example})-[:HAS_FEATURE]->(f:Feature)<-[:HAS_FEATURE]-(holder)<-[:OF_MODEL*0..1]-(product)
    RETURN DISTINCT f
  } AS alike,
  COUNT { (product)<-[:PURCHASED]-() } AS bought
WITH product, numbers,
  reduce(score = 0.0, each IN numbers | score + CASE WHEN each[3] < 0 AND each[1] IS NOT NULL THEN 1.0 - each[2] ELSE each[2] END)
  + 2.0 * reduce(score = 0.0, each IN said | score + each) + 0.7 * suits + 0.15 * alike + 0.05 * log(1.0 + bought) AS score
WITH collect([score, product, numbers, coalesce(
  head([each IN numbers WHERE each[0] = $sought.foremost | coalesce(each[3] * each[1], -1e308)]), 0.0)]) AS found
WITH found, size(found) AS total
UNWIND found AS each
WITH total, each[0] AS score, each[1] AS product, each[2] AS numbers, each[3] AS rank
ORDER BY rank DESC, score DESC, product.id LIMIT $limit
RETURN total, score, [each IN numbers | [each[0], each[1]]] AS numbers,
// insert: card
ORDER BY rank DESC, score DESC, product.id

// query: find_spread
// params: categories, attributes, currency
// Where the lowest and the highest tenth of an attribute's numbers begin among the products of categories: of prices those in
// a currency if there are any, and else in the one that most have.
MATCH (category:Category)<-[:IN_CATEGORY]-(holder)<-[:OF_MODEL*0..1]-(product:Product)
WHERE category.id IN $categories OR size($categories) = 0
WITH DISTINCT product LIMIT 20000
UNWIND $attributes AS attribute
OPTIONAL MATCH (product)-[:OF_MODEL*0..1]->()-[:HAS_PARAMETER]->(node:Parameter {attribute: attribute})
WITH attribute, CASE WHEN attribute = 'price' THEN product.price ELSE node.number END AS number,
     CASE WHEN attribute = 'price' THEN product.currency ELSE node.unit END AS unit
WHERE number IS NOT NULL AND unit IS NOT NULL
WITH attribute, unit, percentileCont(number, 0.1) AS low, percentileCont(number, 0.9) AS high, count(*) AS products
ORDER BY unit = $currency DESC, products DESC
RETURN attribute, head(collect([unit, low, high])) AS spread

// query: find_values
// params: attributes, limit
// All values of attributes, those that most have first.
UNWIND $attributes AS attribute
CALL (attribute) {
  MATCH (node:Parameter {attribute: attribute})
  WITH node.value AS value, COUNT { (node)<-[:HAS_PARAMETER]-() } AS holders
  WITH value, sum(holders) AS held ORDER BY held DESC, value LIMIT $limit
  RETURN collect(value) AS values
}
RETURN attribute, values

// query: find_sold
// params: ids
// A product of each model, one in stock first; a product stands for itself. What most is known of comes first.
UNWIND $ids AS id
MATCH (node:Entity {id: id})
CALL (node) {
  MATCH (node)<-[:OF_MODEL*0..1]-(product:Product)
  WITH product ORDER BY coalesce(product.in_stock, true) DESC, product.price IS NULL,
    COUNT { (product)<-[:ABOUT]-() } DESC, product.id LIMIT 1
  RETURN product, COUNT { (product)-[:OF_MODEL*0..1]->()<-[:SUBJECT]-(:Fact) } AS facts
}
RETURN id, facts,
// insert: card
ORDER BY facts DESC, id

// query: find_articles
// params: id, kinds, limit, shown
// What texts say of a feature, the surest first, one fact a text.
MATCH (entity:Entity {id: $id})<-[:OBJECT]-(fact:Fact)-[:STATED_IN]->(source:Source)
WHERE fact.confidence >= $shown AND source.kind IN $kinds
WITH source, fact, entity ORDER BY fact.confidence DESC, fact.id
WITH source, collect(fact)[0] AS fact, entity ORDER BY size(source.text) DESC, source.id LIMIT $limit
OPTIONAL MATCH (source)-[:ABOUT]->(product:Product)
WITH source, fact, entity, head(collect(product)) AS product
RETURN fact {.id, .predicate, .polarity, .confidence, .start, .end, subject: null, object: entity.id, object_name: entity.name,
             attribute: null, source: source.id} AS fact,
       source {.id, .kind, .origin, .language, .text} AS source, product.title AS title, product.id AS product, product.url AS url
