// What shoppers ordered, and how far it has come.

// query: write_orders_refused
// params: rows
// Orders that name a product which is not there, or whose id is another shopper's.
UNWIND $rows AS row
WITH row,
     [item IN row.items WHERE NOT EXISTS { (:Product {id: item.product}) } | item.product] AS unknown,
     EXISTS { MATCH (:Order {id: row.properties.id})<-[:PLACED]-(other:User) WHERE other.id <> row.user } AS taken
WHERE taken OR unknown <> []
RETURN row.properties.id AS id, head(unknown) AS unknown, taken

// query: write_orders
// params: rows
// An order that is there takes on what the row says of it, and of what is in it.
UNWIND $rows AS row
MERGE (user:User {id: row.user})
MERGE (order:Order {id: row.properties.id})
SET order = row.properties
MERGE (user)-[:PLACED]->(order)
WITH order, row
CALL (order) {
  MATCH (order)-[old:CONTAINS]->()
  DELETE old
}
UNWIND row.items AS item
MATCH (product:Product {id: item.product})
CREATE (order)-[contains:CONTAINS]->(product)
SET contains.quantity = item.quantity, contains.price = item.price, contains.currency = item.currency

// query: orders_of
// params: user, limit
// A shopper's orders, the newest first, with what their products are called and cost now, and what names them.
MATCH (:User {id: $user})-[:PLACED]->(order:Order)
WITH order ORDER BY order.at DESC, order.id LIMIT $limit
RETURN order {.id, .at, .status, .shipped_at, .delivered_at, .carrier, .tracking} AS order, COLLECT {
  MATCH (order)-[item:CONTAINS]->(product:Product)
  RETURN {
    product: product.id, title: product.title, name: coalesce(head(COLLECT {
      MATCH (product)-[:OF_MODEL]->(model:Model)
      RETURN coalesce(head([(model)-[:MADE_BY]->(brand:Brand) | brand.name]) + ' ', '') + model.name ORDER BY model.id LIMIT 1
    }), product.title),
    quantity: item.quantity, price: item.price, currency: item.currency,
    price_now: product.price, currency_now: product.currency,
    about: COLLECT { MATCH (product)-[:OF_MODEL|MADE_BY|IN_CATEGORY*0..2]->(about) RETURN DISTINCT about.id }
  } ORDER BY product.title, product.id
} AS items
ORDER BY order.at DESC, order.id
