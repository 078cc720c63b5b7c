// What the storefront's ten queries are asked about.

// query: storefront_products
// params: limit
// Products of the largest category with all five parameters and three features, as a shop's own lists have.
MATCH (category:Category)<-[:IN_CATEGORY]-(:Model)
WITH category, count(*) AS models ORDER BY models DESC, category.id LIMIT 1
MATCH (category)<-[:IN_CATEGORY]-(model:Model)<-[:OF_MODEL]-(product:Product)
WHERE COUNT { (model)-[:HAS_FEATURE]->() } >= 3
  AND all(attribute IN ['battery_capacity', 'screen_size', 'ram', 'storage', 'weight'] WHERE EXISTS {
    (product)-[:OF_MODEL*0..1]->()-[:HAS_PARAMETER]->(:Parameter {attribute: attribute}) })
MATCH (model)-[:MADE_BY]->(brand:Brand)
WITH product, model, brand, category ORDER BY reverse(product.id) LIMIT $limit
RETURN product.id AS product, model.name AS name, brand.id AS brand, category.id AS category
