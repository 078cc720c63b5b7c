// A merchandiser's questions, for Neo4j Browser: `daogou browser` writes them out. `// saved:` gives the question in Chinese
// and English, each `// :param` a parameter with an example of the demo. Times are UTC, ISO 8601. `()-[:OF_MODEL*0..1]->()`:
// a product without a known model bears its model's relations itself.

// query: saved_praised_elsewhere
// params: category, feature, brand, limit
// saved: 拍照手机的买家称赞什么，而我们没有？ / What is praised in what buyers of camera phones bought, and ours lack?
// :param category => 'category/smartphone'
// :param feature => 'feature/camera'
// :param brand => 'brand/huawei'
// :param limit => 25
// Buyers of devices of the category that have the feature or are praised for it; ours are the brand's.
MATCH (:Feature {id: $feature})<-[:HAS_FEATURE|PRAISED_FOR]-(device)
WHERE EXISTS { (device)-[:IN_CATEGORY]->(:Category {id: $category}) }
MATCH (device)<-[:OF_MODEL*0..1]-(:Product)<-[:PURCHASED]-(buyer:User)
WITH DISTINCT buyer
MATCH (buyer)-[:PURCHASED]->(:Product)-[:OF_MODEL*0..1]->()-[praise:PRAISED_FOR]->(praised:Feature)
WHERE NOT EXISTS { (praised)<-[:HAS_FEATURE|PRAISED_FOR]-()-[:MADE_BY]->(:Brand {id: $brand}) }
WITH praised, count(DISTINCT buyer) AS buyers, collect(DISTINCT praise) AS praises
RETURN praised.id AS id, praised.name AS feature, buyers, reduce(n = 0, one IN praises | n + one.reviews) AS reviews
ORDER BY buyers DESC, reviews DESC, id LIMIT $limit

// query: saved_complaints
// params: brand, limit
// saved: 我们的产品因什么被批评？原话是？ / What are our devices criticised for, and in which words?
// :param brand => 'brand/huawei'
// :param limit => 25
MATCH (:Brand {id: $brand})<-[:MADE_BY]-(device)-[says:CRITICISED_FOR]->(feature:Feature)
WITH device, says, feature ORDER BY says.reviews DESC, device.id, feature.id LIMIT $limit
RETURN coalesce(device.name, device.title) AS device, feature.name AS feature, says.reviews AS reviews, says.of AS of, COLLECT {
  MATCH (fact:Fact {triple: device.id + '|CRITICISED_FOR|' + feature.id})-[:STATED_IN]->(review:Source)
  RETURN review.text ORDER BY fact.confidence DESC, fact.id LIMIT 3
} AS words

// query: saved_doubtful_praise
// params: brand, limit
// saved: 哪些产品的评价不太可信？ / Whose reviews are copied, bought or empty?
// :param brand => 'brand/huawei'
// :param limit => 25
MATCH (:Brand {id: $brand})<-[:MADE_BY]-(device)<-[:OF_MODEL*0..1]-(:Product)<-[:ABOUT]-(review:Source)
WHERE review.kind = 'review'
WITH DISTINCT device, review
WITH device, count(review) AS reviews, count(review.weighted_because) AS doubtful, sum(coalesce(review.weight, 1.0)) AS counts,
     collect(DISTINCT review.weighted_because) AS because
WHERE doubtful > 0
RETURN coalesce(device.name, device.title) AS device, reviews, doubtful, round(counts, 1) AS counts, because
ORDER BY doubtful DESC, device LIMIT $limit

// query: saved_contested
// params: category, limit
// saved: 哪些参数各说各的？谁这样说？ / Which values are contested, and who states each?
// :param category => 'category/smartphone'
// :param limit => 25
MATCH (:Category {id: $category})<-[:IN_CATEGORY]-(device)-[has:HAS_PARAMETER {contested: true}]->(value:Parameter)
WITH device, has, value ORDER BY device.id, value.attribute, has.support DESC, value.id LIMIT $limit
RETURN coalesce(device.name, device.title) AS device, value.attribute AS attribute, value.text AS stated, has.support AS times, COLLECT {
  MATCH (fact:Fact {triple: device.id + '|HAS_PARAMETER|' + value.id})-[:STATED_IN]->(source:Source)
  RETURN source.kind + ': ' + fact.mention ORDER BY fact.confidence DESC, fact.id LIMIT 3
} AS words

// query: saved_said_both_ways
// params: category, limit
// saved: 哪些功能有人说有、有人说没有？ / Which features do some texts state and others deny?
// :param category => 'category/smartphone'
// :param limit => 25
MATCH (:Category {id: $category})<-[:IN_CATEGORY]-(device)-[has:HAS_FEATURE]->(feature:Feature)<-[lacks:LACKS_FEATURE]-(device)
WITH device, feature, has, lacks ORDER BY has.support + lacks.support DESC, device.id, feature.id LIMIT $limit
RETURN coalesce(device.name, device.title) AS device, feature.name AS feature, has.support AS state_it, lacks.support AS deny_it, COLLECT {
  MATCH (fact:Fact {triple: device.id + '|LACKS_FEATURE|' + feature.id})-[:STATED_IN]->(source:Source)
  RETURN source.kind + ': ' + source.text ORDER BY fact.confidence DESC, fact.id LIMIT 3
} AS denied_in

// query: saved_compare
// params: one, other
// saved: 两款机型差在哪里？ / In what do two models differ?
// :param one => 'model/huawei/mate-40-pro'
// :param other => 'model/huawei/mate-50-pro'
UNWIND [$one, $other] AS id
MATCH (:Model {id: id})-[says:HAS_PARAMETER|HAS_FEATURE|LACKS_FEATURE|PRAISED_FOR|CRITICISED_FOR]->(thing)
WITH id, coalesce(thing.attribute, thing.name) AS about, coalesce(thing.text, type(says)) AS stated ORDER BY about, stated
WITH about, collect(CASE WHEN id = $one THEN stated END) AS of_one, collect(CASE WHEN id = $other THEN stated END) AS of_other
WHERE of_one <> of_other
RETURN about, of_one, of_other ORDER BY about

// query: saved_meets
// params: feature, least, most, currency, limit
// saved: 这个预算内，哪些有货的产品有这个功能？ / Which products that we can sell have a feature, within a budget?
// :param feature => 'feature/camera'
// :param least => 3000
// :param most => 7000
// :param currency => 'CNY'
// :param limit => 25
// A product of which no catalogue says whether it is in stock is taken to be.
MATCH (:Feature {id: $feature})<-[has:HAS_FEATURE|PRAISED_FOR]-()<-[:OF_MODEL*0..1]-(product:Product)
WHERE $least <= product.price AND product.price <= $most AND product.currency = $currency AND coalesce(product.in_stock, true)
RETURN product.id AS id, product.title AS product, product.price AS price, sum(has.support) AS times_stated
ORDER BY price, id LIMIT $limit

// query: saved_cheaper_alike
// params: product, limit
// saved: 哪些相似的产品更便宜？少了什么？ / Which similar products are cheaper, and what do they lack?
// :param product => 'product/huawei-mate-40-pro'
// :param limit => 25
MATCH (product:Product {id: $product})-[alike:SIMILAR_TO]-(other:Product)
WHERE other.price < product.price AND other.currency = product.currency
WITH product, other, max(alike.score) AS score ORDER BY score DESC, other.id LIMIT $limit
RETURN other.id AS id, other.title AS cheaper, product.price - other.price AS saves, score, COLLECT {
  MATCH (product)-[:OF_MODEL*0..1]->()-[:HAS_FEATURE]->(feature:Feature)
  WHERE NOT EXISTS { (other)-[:OF_MODEL*0..1]->()-[:HAS_FEATURE]->(feature) }
  RETURN DISTINCT feature.name ORDER BY feature.name
} AS lacks

// query: saved_lost_to
// params: brand, limit
// saved: 看了我们的产品，最后买了哪款替代品？ / Which of our products lose to which substitute?
// :param brand => 'brand/huawei'
// :param limit => 25
// Shoppers who looked at one of the brand's, did not buy it, and then bought another brand's of the same category.
MATCH (:Brand {id: $brand})<-[:MADE_BY]-()<-[:OF_MODEL*0..1]-(ours:Product)
WITH DISTINCT ours, COLLECT { MATCH (ours)-[:OF_MODEL*0..1]->()-[:IN_CATEGORY]->(category:Category) RETURN category } AS categories
MATCH (ours)<-[look:VIEWED|ADDED_TO_CART]-(user:User)
WHERE NOT EXISTS { (user)-[:PURCHASED]->(ours) }
WITH ours, categories, user, min(look.at) AS looked
MATCH (user)-[bought:PURCHASED]->(other:Product)
WHERE coalesce(bought.at >= looked, true)
WITH ours, categories, other, count(DISTINCT user) AS shoppers
WHERE NOT EXISTS { (other)-[:OF_MODEL*0..1]->()-[:MADE_BY]->(:Brand {id: $brand}) }
  AND EXISTS { MATCH (other)-[:OF_MODEL*0..1]->()-[:IN_CATEGORY]->(category:Category) WHERE category IN categories }
RETURN ours.id AS id, ours.title AS ours, ours.price AS price, other.id AS other_id, other.title AS bought, other.price AS other_price,
       shoppers
ORDER BY shoppers DESC, id, other_id LIMIT $limit

// query: saved_left_in_cart
// params: since, limit
// saved: 哪些产品加了购物车却没有买？ / What is put into the cart and not bought?
// :param since => '2026-01-01'
// :param limit => 25
MATCH (user:User)-[cart:ADDED_TO_CART]->(product:Product)
USING INDEX cart:ADDED_TO_CART(at)
WHERE cart.at >= $since
  AND NOT EXISTS { MATCH (user)-[bought:PURCHASED]->(product) WHERE coalesce(bought.at >= cart.at, true) }
RETURN product.id AS id, product.title AS product, product.price AS price, count(DISTINCT user) AS shoppers, max(cart.at) AS latest
ORDER BY shoppers DESC, id LIMIT $limit

// query: saved_wanted_out_of_stock
// params: since, limit
// saved: 哪些缺货的产品还有人看？ / What is out of stock and still looked at?
// :param since => '2026-01-01'
// :param limit => 25
MATCH (user:User)-[look:VIEWED]->(product:Product)
USING INDEX look:VIEWED(at)
WHERE look.at >= $since AND product.in_stock = false
RETURN product.id AS id, product.title AS product, count(*) AS looks, count(DISTINCT user) AS shoppers, max(look.at) AS latest
ORDER BY shoppers DESC, looks DESC, id LIMIT $limit

// query: saved_unseen
// params: category, since, limit
// saved: 哪些产品无人问津？ / Which products has nobody looked at?
// :param category => 'category/smartphone'
// :param since => '2026-01-01'
// :param limit => 25
MATCH (:Category {id: $category})<-[:IN_CATEGORY]-()<-[:OF_MODEL*0..1]-(product:Product)
WHERE coalesce(product.in_stock, true)
  AND NOT EXISTS { MATCH (product)<-[event:VIEWED|ADDED_TO_CART|PURCHASED]-() WHERE coalesce(event.at >= $since, true) }
RETURN DISTINCT product.id AS id, product.title AS product, product.price AS price, product.currency AS currency
ORDER BY price DESC, id LIMIT $limit

// query: saved_bought_next
// params: product, limit
// saved: 买了这款之后又买了什么？ / What do buyers of a product buy next?
// :param product => 'product/huawei-mate-40-pro'
// :param limit => 25
MATCH (:Product {id: $product})<-[first:PURCHASED]-(user:User)-[next:PURCHASED]->(other:Product)
WHERE next.at > first.at AND other.id <> $product
RETURN other.id AS id, other.title AS product, count(DISTINCT user) AS shoppers
ORDER BY shoppers DESC, id LIMIT $limit

// query: saved_segment_members
// params: segment, limit
// saved: 谁在这个人群里？为什么？ / Who is in a segment, and why?
// :param segment => 'segment/1'
// :param limit => 25
// Of what the segment prefers, that which the shopper looked at, bought or searched for.
MATCH (segment:Segment {id: $segment})<-[member:IN_SEGMENT]-(user:User)
WITH segment, member, user ORDER BY member.score DESC, user.id LIMIT $limit
RETURN user.id AS shopper, member.score AS score, user.price_sensitivity AS price_sensitivity, COLLECT {
  MATCH (segment)-[prefers:PREFERS]->(thing)
  WHERE EXISTS {
    MATCH (user)-[:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED|SEARCHED]->()-[:OF_MODEL*0..1]->()
          -[:MADE_BY|IN_CATEGORY|HAS_FEATURE|PRAISED_FOR|SUITS|ASKS_FOR]->(thing)
  }
  RETURN thing.name ORDER BY prefers.rank, thing.id
} AS why

// query: saved_segment_prices
// params: segment, currency, width
// saved: 这个人群在哪个价位看、加购、购买？ / In which price bands does a segment look, and in which does it buy?
// :param segment => 'segment/1'
// :param currency => 'CNY'
// :param width => 1000
MATCH (:Segment {id: $segment})<-[:IN_SEGMENT]-(user:User)-[event:VIEWED|ADDED_TO_CART|PURCHASED]->(product:Product)
WHERE product.currency = $currency
WITH toInteger(product.price / $width) * $width AS least, user, type(event) AS type WHERE least IS NOT NULL
RETURN least, least + $width AS below, count(DISTINCT user) AS shoppers, sum(CASE type WHEN 'VIEWED' THEN 1 ELSE 0 END) AS looks,
       sum(CASE type WHEN 'ADDED_TO_CART' THEN 1 ELSE 0 END) AS carts, sum(CASE type WHEN 'PURCHASED' THEN 1 ELSE 0 END) AS purchases
ORDER BY least

// query: saved_segment_searches
// params: segment, limit
// saved: 这个人群在搜什么？ / What does a segment search for?
// :param segment => 'segment/1'
// :param limit => 25
MATCH (:Segment {id: $segment})<-[:IN_SEGMENT]-(user:User)-[:SEARCHED]->(query:Query)
WITH query, count(*) AS searches, count(DISTINCT user) AS shoppers ORDER BY searches DESC, query.id LIMIT $limit
RETURN query.text AS text, searches, shoppers, COLLECT { MATCH (query)-[:ASKS_FOR]->(thing) RETURN thing.name ORDER BY thing.id } AS asks_for

// query: saved_audience
// params: product
// saved: 这款产品该推给谁？ / To which segments does a product appeal, and does its price fit?
// :param product => 'product/huawei-mate-40-pro'
MATCH (product:Product {id: $product})-[:OF_MODEL*0..1]->()-[:MADE_BY|IN_CATEGORY|HAS_FEATURE|PRAISED_FOR|SUITS]->(thing)
MATCH (thing)<-[prefers:PREFERS]-(segment:Segment)
WITH DISTINCT product, segment, thing, prefers ORDER BY prefers.rank, thing.id
WITH product, segment, collect(thing.name) AS likes
RETURN segment.id AS id, segment.name AS segment, segment.size AS shoppers, likes,
       segment.currency = product.currency AND segment.price_low <= product.price AND product.price <= segment.price_high AS price_fits
ORDER BY size(likes) DESC, shoppers DESC, id

// query: saved_rule
// params: rule, limit
// saved: 这条规则影响哪些产品？到什么时候？ / What does a rule do, to which products, and until when?
// :param rule => 'rule/autumn'
// :param limit => 25
MATCH (rule:Rule {id: $rule})-[:APPLIES_TO]->(:Entity)-[:MERGED_INTO*0..]->(target:Entity)
MATCH (target)<-[:MADE_BY|IN_CATEGORY|HAS_FEATURE*0..1]-()<-[:OF_MODEL*0..1]-(product:Product)
WITH rule, coalesce(target.name, target.title) AS target, product,
     CASE WHEN rule.starts > datetime() THEN 'to come' WHEN rule.expires <= datetime() THEN 'over' ELSE 'in force' END AS now
RETURN DISTINCT rule.action AS does, rule.strength AS strength, target, product.id AS id, product.title AS product, now,
       rule.expires AS until, rule.owner AS owner, rule.reason AS reason
ORDER BY id LIMIT $limit

// query: saved_new_names
// params: texts, limit
// saved: 哪些新名称等着决定？出现在哪些产品里？ / Which new names wait for a decision, and at which products do they stand?
// :param texts => 1
// :param limit => 25
// Names that at least so many texts give, the most named first; `daogou entities` takes the decision.
MATCH (proposal:Proposal)
WHERE proposal.state = 'open' AND proposal.support >= $texts
WITH proposal ORDER BY proposal.support DESC, proposal.id LIMIT $limit
RETURN proposal.id AS id, proposal.label AS label, proposal.name AS name, proposal.support AS texts, COLLECT {
  MATCH (proposal)-[:SEEN_IN]->(:Source)-[:ABOUT]->(product:Product)
  RETURN DISTINCT product.title ORDER BY product.title LIMIT 5
} AS products, COLLECT { MATCH (proposal)-[like:LOOKS_LIKE]->(known) RETURN known.name ORDER BY like.score DESC, known.id } AS looks_like

// query: saved_without_reviews
// params: brand, limit
// saved: 我们的哪些产品还没有评价？ / Of which of our devices has nobody written a review?
// :param brand => 'brand/huawei'
// :param limit => 25
MATCH (:Brand {id: $brand})<-[:MADE_BY]-(device)<-[:OF_MODEL*0..1]-(product:Product)
WITH device, collect(DISTINCT product) AS products
WHERE NONE(product IN products WHERE EXISTS { (product)<-[:ABOUT]-(:Source {kind: 'review'}) })
RETURN device.id AS id, coalesce(device.name, device.title) AS device, size(products) AS products,
       reduce(n = 0, one IN products | n + COUNT { (one)<-[:PURCHASED]-() }) AS purchases
ORDER BY purchases DESC, id LIMIT $limit
