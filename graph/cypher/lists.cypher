// Lists of products: what passes a filter, in an order, a page at a time; and what there is of it to filter by.
// What is $sought is one map: lists of another length would have the server plan the statement anew. `groups` are the
// conditions: of each the product or its model must have one. A value or feature that is contested counts where it is
// the better supported one, as it is shown.

// part: stands
AND coalesce(has.confidence, 1.0) >= $shown
AND NOT EXISTS {
  (holder)-[no:LACKS_FEATURE]->(node)
  WHERE has:HAS_FEATURE 
    AND [no.corrected IS NOT NULL, no.support, no.confidence] > [has.corrected IS NOT NULL, has.support, has.confidence] }
AND (has.contested IS NULL OR NOT EXISTS {
  (holder)-[better:HAS_PARAMETER]->(other:Parameter)
  WHERE better.contested AND other.attribute = node.attribute
    AND [better.corrected IS NOT NULL, better.support, better.confidence, node.id]
        > [has.corrected IS NOT NULL, has.support, has.confidence, other.id] })

// part: card
product {
  .id, .title, .price, .currency, .url, .image, .description, .in_stock,
  model: head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m {.id, .name, .aliases, .released} LIMIT 1 }),
  brand: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(b:Brand)
    RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 }),
  category: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(c:Category)
    RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
} AS card

// part: sells
AND ($sought.least IS NULL OR product.price >= $sought.least)
AND ($sought.most IS NULL OR product.price <= $sought.most)
AND ($sought.currency IS NULL OR product.currency = $sought.currency)
AND ($sought.in_stock IS NULL OR product.in_stock = $sought.in_stock)

// part: sought
WITH COLLECT {
  UNWIND range(0, size($sought.groups) - 1) AS place
  WITH $sought.groups[place] AS wanted
  WITH COLLECT {
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
  RETURN nodes
  ORDER BY reduce(edges = 0, node IN nodes
                  | edges + COUNT { (node)<-[:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|SUITS]-() })
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
// What there is among all that passes, of which $most are looked at: each part only where $sought.parts asks for it.
// insert: sought
WITH collect(product) AS found
WITH size(found) AS total, found[..$most] AS found
RETURN total, size(found) AS counted,
  COLLECT {
    UNWIND CASE WHEN 'brands' IN $sought.parts THEN found ELSE [] END AS product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:MADE_BY]->(node:Brand)
    WHERE coalesce(has.confidence, 1.0) >= $shown
    WITH node, count(DISTINCT product) AS products ORDER BY products DESC, node.id LIMIT $limit
    RETURN [node {.id, .name, .aliases}, products]
  } AS brands,
  COLLECT {
    UNWIND CASE WHEN 'categories' IN $sought.parts THEN found ELSE [] END AS product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:IN_CATEGORY]->(node:Category)
    WHERE coalesce(has.confidence, 1.0) >= $shown
    WITH node, count(DISTINCT product) AS products ORDER BY products DESC, node.id LIMIT $limit
    RETURN [node {.id, .name, .aliases}, products]
  } AS categories,
  COLLECT {
    UNWIND CASE WHEN 'features' IN $sought.parts THEN found ELSE [] END AS product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:HAS_FEATURE]->(node:Feature)
    WHERE true
    // insert: stands
    WITH node, count(DISTINCT product) AS products ORDER BY products DESC, node.id LIMIT $limit
    RETURN [node {.id, .name, .aliases}, products]
  } AS features,
  COLLECT {
    UNWIND CASE WHEN 'parameters' IN $sought.parts THEN found ELSE [] END AS product
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:HAS_PARAMETER]->(node:Parameter)
    WHERE node.attribute IN $sought.attributes
    // insert: stands
    WITH node, count(DISTINCT product) AS products ORDER BY node.id
    RETURN node {.attribute, .value, .unit, .number, .text, products: products}
  } AS parameters,
  COLLECT {
    UNWIND CASE WHEN 'prices' IN $sought.parts THEN found ELSE [] END AS product
    WITH product WHERE product.price IS NOT NULL AND product.currency IS NOT NULL
    WITH product.currency AS currency, product.price AS price, count(*) AS products ORDER BY currency, price
    RETURN [currency, price, products]
  } AS prices,
  CASE WHEN 'inStock' IN $sought.parts THEN size([product IN found WHERE product.in_stock]) END AS in_stock
