// What subscriptions follow: each statement is asked once an interval, for all that is watched. What is watched is one
// map: lists of another length would have the server plan the statement anew.

// query: watch_prices
// params: watched
// One row: the products that have a price, each with its price and currency.
UNWIND $watched.ids AS id
MATCH (product:Product {id: id})
WHERE product.price IS NOT NULL AND product.currency IS NOT NULL
RETURN collect([product.id, product.price, product.currency]) AS prices

// query: watch_shoppers
// params: watched
// One row: what all lists depend on (the live set and ranking, the rules in force with what they are about), and how
// often each shopper did something; a device that is known as a shopper is that shopper.
OPTIONAL MATCH (set:EmbeddingSet {active: true})
WITH [set.id, set.model] AS live, COLLECT {
  MATCH (rule:Rule)
  WHERE (rule.expires IS NULL OR rule.expires > datetime()) AND (rule.starts IS NULL OR rule.starts <= datetime())
  WITH rule ORDER BY rule.id
  RETURN [rule.id, rule.action, rule.strength, rule.reason,
          COLLECT { MATCH (rule)-[:APPLIES_TO]->(target) RETURN target.id ORDER BY target.id }]
} AS rules
RETURN live, rules, COLLECT {
  UNWIND $watched.ids AS id
  MATCH (:User {id: id})-[:KNOWN_AS*0..1]->(user:User) WHERE NOT EXISTS { (user)-[:KNOWN_AS]->() }
  RETURN [id, user.id,
          COUNT { (user)-[:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED|SEARCHED]->() },
          COUNT { (user)<-[:KNOWN_AS]-() }]
} AS shoppers
