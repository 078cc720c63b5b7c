// What is written of a product, for answers that quote it.

// query: product_texts
// params: product, kinds, limit
// Nobody is quoted whose words look bought or empty; of copies, those that answer are told once.
MATCH (asked:Product {id: $product})
CALL (asked) {
  RETURN asked AS product, 0 AS distance
  UNION
  MATCH (asked)-[:OF_MODEL]->(:Model)<-[:OF_MODEL]-(product:Product)
  WHERE product <> asked
  RETURN DISTINCT product, 1 AS distance
}
MATCH (product)<-[:ABOUT]-(source:Source)
WHERE source.kind IN $kinds AND source.spam IS NULL
WITH source, min([distance, product.id]) AS nearest
ORDER BY nearest[0], source.kind, coalesce(source.weight, 1.0) DESC, source.id LIMIT $limit
RETURN source.id AS source, source.kind AS kind, nearest[1] AS product, source.text AS text
