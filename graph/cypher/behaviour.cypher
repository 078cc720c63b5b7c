// What shoppers do, added up for people who run a shop. Times are UTC, ISO 8601; a window is [since, until).
// Events without a time stand in no window, and what no person did is no relation.

// query: behaviour_funnel
// params: since, until, silence
// How many sessions, and how many shoppers, came how far: looked, then put into the cart, then bought, each after the one
// before. A silence of $silence milliseconds ends a session.
MATCH (user:User)
CALL (user) {
  MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED]->(:Product)
  WHERE $since <= event.at AND event.at < $until
  WITH type(event) AS type, datetime(event.at).epochMillis AS time, event.id AS id ORDER BY time, id
  RETURN collect({type: type, time: time}) AS did
}
WITH did, ['VIEWED', 'ADDED_TO_CART', 'PURCHASED'] AS stages WHERE size(did) > 0
WITH did, stages,
     [n IN range(0, size(did) - 1) WHERE n = 0 OR did[n].time - did[n - 1].time >= $silence] + size(did) AS starts
CALL (did, stages, starts) {
  RETURN 'shopper' AS unit, reduce(stage = 0, one IN did | CASE WHEN one.type = stages[stage] THEN stage + 1 ELSE stage END) AS stage
UNION ALL
  UNWIND range(0, size(starts) - 2) AS n
  RETURN 'session' AS unit, reduce(stage = 0, one IN did[starts[n]..starts[n + 1]]
                                   | CASE WHEN one.type = stages[stage] THEN stage + 1 ELSE stage END) AS stage
}
RETURN unit, count(*) AS all, sum(CASE WHEN stage > 0 THEN 1 ELSE 0 END) AS viewed,
       sum(CASE WHEN stage > 1 THEN 1 ELSE 0 END) AS carted, sum(CASE WHEN stage > 2 THEN 1 ELSE 0 END) AS bought
ORDER BY unit

// query: behaviour_retention
// each: PERIOD in week, month
// params: since, until
// Shoppers by the period of their first event, and how many of them did anything in a later one.
MATCH (user:User)
CALL (user) {
  MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED|SEARCHED]->()
  WHERE event.at < $until
  WITH DISTINCT date.truncate('PERIOD', date(datetime(event.at))) AS period
  RETURN collect(period) AS periods, min(period) AS cohort
}
WITH periods, cohort WHERE toString(cohort) >= left($since, 10)
UNWIND periods AS period
RETURN toString(cohort) AS cohort, toString(period) AS period, count(*) AS shoppers ORDER BY cohort, period

// query: behaviour_unanswered
// params: since, until, among, limit
// Of the $among commonest searches, those that ask for nothing we know, or for things that no product has together.
MATCH (query:Query)
CALL (query) {
  MATCH (query)<-[search:SEARCHED]-(user:User)
  WHERE $since <= search.at AND search.at < $until
  RETURN count(*) AS searches, count(DISTINCT user) AS shoppers
}
WITH query, searches, shoppers WHERE searches > 0
ORDER BY searches DESC, query.id LIMIT $among
WITH query, searches, shoppers, COLLECT {
  MATCH (query)-[:ASKS_FOR]->()-[:MERGED_INTO*0..]->(entity:Entity)
  WHERE NOT EXISTS { (entity)-[:MERGED_INTO]->() }
  RETURN DISTINCT entity
} AS asked
WITH query, searches, shoppers, asked, head(asked) AS first, tail(asked) AS others
WHERE first IS NULL OR NOT EXISTS {
  MATCH (first)<-[:MADE_BY|IN_CATEGORY|HAS_FEATURE|PRAISED_FOR|SUITS]-()<-[:OF_MODEL*0..1]-(product:Product)
  WHERE size(others) = COUNT {
    UNWIND others AS other
    MATCH (product)-[:OF_MODEL*0..1]->()-[:MADE_BY|IN_CATEGORY|HAS_FEATURE|PRAISED_FOR|SUITS]->(other)
    RETURN DISTINCT other
  }
}
RETURN query.text AS text, searches, shoppers, [entity IN asked | entity.id] AS asked
ORDER BY searches DESC, text LIMIT $limit

// query: behaviour_demand
// params: since, until, limit
// Features and uses that searches ask for, beside the products that have them: what none has comes first.
MATCH (need:Feature|UseCase)
CALL (need) {
  MATCH (need)<-[:MERGED_INTO*0..]-()<-[:ASKS_FOR]-(:Query)<-[search:SEARCHED]-(user:User)
  WHERE $since <= search.at AND search.at < $until
  RETURN count(DISTINCT search) AS searches, count(DISTINCT user) AS shoppers
}
WITH need, searches, shoppers WHERE searches > 0
WITH need, searches, shoppers, COUNT {
  MATCH (need)<-[:HAS_FEATURE|PRAISED_FOR|SUITS]-()<-[:OF_MODEL*0..1]-(product:Product)
  RETURN DISTINCT product
} AS products
RETURN need.id AS id, need.name AS name, searches, shoppers, products
ORDER BY products > 0, searches DESC, id LIMIT $limit

// query: behaviour_switching
// params: since, until, smallest, limit
// From which brand to which shoppers went between two purchases of one category in a row; staying is a row too. Ways that
// fewer than $smallest shoppers went are counted and not told.
MATCH (user:User)
WHERE COUNT { (user)-[:PURCHASED]->() } > 1
CALL (user) {
  MATCH (user)-[event:PURCHASED]->(product:Product)
  WHERE $since <= event.at AND event.at < $until
  WITH event, head(COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:MADE_BY]->(b:Brand) RETURN b ORDER BY b.id LIMIT 1 }) AS brand,
       head(COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:IN_CATEGORY]->(c:Category) RETURN c.id ORDER BY c.id LIMIT 1 }) AS category
  WHERE brand IS NOT NULL
  WITH category, brand ORDER BY datetime(event.at), event.id
  RETURN category, collect(brand) AS brands
}
UNWIND range(1, size(brands) - 1) AS n
WITH brands[n - 1] AS from, brands[n] AS to, user
WITH from, to, count(*) AS times, count(DISTINCT user) AS shoppers ORDER BY times DESC, from.id, to.id
WITH collect({from_id: from.id, from_name: from.name, to_id: to.id, to_name: to.name, times: times, shoppers: shoppers}) AS ways
RETURN [way IN ways WHERE way.shoppers >= $smallest][..$limit] AS switches,
       size([way IN ways WHERE way.shoppers < $smallest]) AS left_out

// query: behaviour_money
// params: since, until
// What was paid, never added up over currencies: an event's own price and currency, else the product's.
MATCH ()-[event:PURCHASED]->(product:Product)
WHERE $since <= event.at AND event.at < $until
WITH coalesce(event.price, product.price) AS paid,
     CASE WHEN event.price IS NULL THEN product.currency ELSE coalesce(event.currency, product.currency) END AS currency
RETURN currency, count(*) AS purchases, count(paid) AS priced, sum(paid) AS paid
ORDER BY purchases DESC, currency
