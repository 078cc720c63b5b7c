// What the assistant's answers are checked against: plain reads of the graph, apart from those that it asks.

// query: check_products
// params: shown
// `doubted` are features that are stated, but by nobody who is sure, or of which more say that they are not there.
MATCH (product:Product)
OPTIONAL MATCH (product)-[:OF_MODEL]->(model:Model)
WITH product, head(collect(model.id)) AS model
RETURN product.id AS id, model, product.price AS price, product.currency AS currency, product.in_stock AS in_stock, product.shelf AS shelf,
  COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:MADE_BY]->(brand) RETURN brand.id } AS brands,
  COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:IN_CATEGORY]->(category) RETURN category.id } AS categories,
  COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:HAS_FEATURE]->(feature) RETURN feature.id } AS features,
  COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:LACKS_FEATURE]->(feature) RETURN feature.id } AS lacks,
  COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->(holder)-[has:HAS_FEATURE]->(feature)
    OPTIONAL MATCH (holder)-[lacks:LACKS_FEATURE]->(feature)
    WITH feature.id AS id, coalesce(has.confidence, 1.0) >= $shown
      AND (lacks IS NULL OR has.support > lacks.support OR (has.support = lacks.support AND has.confidence >= lacks.confidence)) AS sure
    WITH id, collect(sure) AS each WHERE NOT any(sure IN each WHERE sure)
    RETURN id
  } AS doubted,
  COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:PRAISED_FOR|CRITICISED_FOR]->(feature) RETURN feature.id } AS judged,
  COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[:HAS_PARAMETER]->(value:Parameter)
    RETURN [value.attribute, value.number, value.unit, value.value]
  } AS values

// query: check_facts
// params: ids
UNWIND $ids AS id
OPTIONAL MATCH (fact:Fact {id: id})-[:STATED_IN]->(source:Source)
RETURN id, substring(source.text, fact.start, fact.end - fact.start) AS mention, source.text AS text

// query: check_shelves
// A store for the bench: what has no shelf gets one, every seventh product is sold out.
MATCH (product:Product)
WITH product ORDER BY product.id
WITH collect(product) AS products
UNWIND range(0, size(products) - 1) AS place
WITH products[place] AS product, place
SET product.shelf = coalesce(product.shelf, 'A' + toString(1 + place % 9) + '-' + toString(1 + place % 24)),
    product.in_stock = coalesce(product.in_stock, place % 7 <> 0)
