// What batch work reads. Long answers come in pages after a key, so memory holds one page.

// query: export_names
MATCH (entity:Brand|Category|Feature|UseCase|Model)
RETURN [label IN labels(entity) WHERE label <> 'Entity'][0] AS label, entity.id AS id, entity.name AS name,
       entity.aliases AS aliases,
       head(COLLECT { MATCH (entity)-[:MADE_BY]->(brand:Brand) RETURN brand.id LIMIT 1 }) AS brand
ORDER BY id

// query: export_decided
// Names that people accepted, with the brand that a model stood behind.
MATCH (proposal:Proposal {state: 'accepted'})-[:ACCEPTED_AS]->(entity:Entity)
RETURN proposal.label AS label, entity.id AS id, entity.name AS name, [proposal.name] AS aliases,
       proposal.brand AS brand
ORDER BY id, proposal.id

// query: export_merged
// Models within brands that merges made one, and models that were merged: each name holds within each of these brands.
CALL () {
  MATCH (model)-[:MERGED_INTO]->() WHERE model:Model
  MATCH (model)-[:MERGED_INTO*]->()-[:MADE_BY]->(brand)
  RETURN model, brand
UNION
  MATCH (part)-[:MERGED_INTO]->() WHERE part:Brand
  MATCH (part)-[:MERGED_INTO*]->(brand)<-[:MADE_BY]-()<-[:MERGED_INTO*0..]-(model)
  RETURN model, brand
}
MATCH (brand)<-[:MERGED_INTO*0..]-(member)
RETURN DISTINCT 'Model' AS label, model.id AS id, model.name AS name, model.aliases AS aliases, member.id AS brand
ORDER BY id, brand

// query: export_sources
// params: after, mark, kinds, limit
// Texts that the extractor `mark` has neither read nor staged, with what they are about and who read them before.
// A product of a merged model is about the one that was stated, so that a split takes its facts back.
MATCH (source:Source)
WHERE source.id > $after AND source.kind IN $kinds AND (source.extracted IS NULL OR source.extracted <> $mark)
  AND (source.staged IS NULL OR source.staged <> $mark)
WITH source ORDER BY source.id LIMIT $limit
OPTIONAL MATCH (source)-[:ABOUT]->(product:Product)
OPTIONAL MATCH (product)-[:OF_MODEL]->(model:Model)
WITH source, head(collect(product.id)) AS product, head(collect(model)) AS model
CALL (product, model) {
  OPTIONAL MATCH (fact:Fact {triple: product + '|OF_MODEL|' + model.id})
  WHERE EXISTS { (model)<-[:MERGED_INTO]-() }
  WITH coalesce(fact.stated_object, model.id) AS stated, count(fact) AS times
  RETURN stated ORDER BY times DESC, stated LIMIT 1
}
RETURN source.id AS id, source.kind AS kind, source.text AS text, source.language AS language, product,
       stated AS model, source.extracted AS extracted
ORDER BY id

// query: export_events
// params: after, limit
// Behaviour in the order of the shoppers' ids; $limit shoppers a page. A price in another currency than the product's can be
// compared with nothing, and is left out.
MATCH (user:User)
WHERE user.id > $after
WITH user ORDER BY user.id LIMIT $limit
MATCH (user)-[event:VIEWED|ADDED_TO_CART|PURCHASED|RATED|REVIEWED|SEARCHED]->(target)
RETURN user.id AS user, type(event) AS type, event.id AS id, event.at AS at, event.rating AS rating,
       CASE WHEN event.currency IS NULL OR event.currency = target.currency THEN event.price END AS price,
       CASE WHEN target:Product THEN target.id END AS product, CASE WHEN target:Query THEN target.id END AS query
ORDER BY user, id

// query: export_words
// params: after, limit, shown
// Features and use cases that shoppers speak of in reviews of their own; $limit shoppers a page.
MATCH (user:User)
WHERE user.id > $after
WITH user ORDER BY user.id LIMIT $limit
MATCH (user)-[:WROTE]->(source:Source)<-[:STATED_IN]-(fact:Fact)-[:OBJECT]->(entity:Feature|UseCase)
WHERE fact.confidence >= $shown
RETURN DISTINCT user.id AS user, source.id AS source, source.read_at AS at, entity.id AS entity
ORDER BY user, source, entity

// query: export_members
// params: after, limit
// Who is in which published segment; $limit shoppers a page.
MATCH (user:User)
WHERE user.id > $after
WITH user ORDER BY user.id LIMIT $limit
MATCH (user)-[:IN_SEGMENT]->(segment:Segment)
RETURN user.id AS user, segment.id AS segment
ORDER BY user, segment

// query: export_last_segment
OPTIONAL MATCH (sequence:Sequence {id: 'segment'})
RETURN coalesce(sequence.last, 0) AS last

// query: export_last_user
// params: after, limit
MATCH (user:User)
WHERE user.id > $after
WITH user.id AS id ORDER BY id LIMIT $limit
RETURN max(id) AS id

// query: export_products
// params: after, limit
MATCH (product:Product)
WHERE product.id > $after
WITH product ORDER BY product.id LIMIT $limit
RETURN product.id AS id, product.price AS price, product.currency AS currency,
  head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m.id ORDER BY m.id LIMIT 1 }) AS model,
  head(COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:MADE_BY]->(b:Brand) RETURN b.id ORDER BY b.id LIMIT 1 }) AS brand,
  COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:IN_CATEGORY]->(c:Category) RETURN DISTINCT c.id ORDER BY c.id } AS categories,
  COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[has:HAS_FEATURE|PRAISED_FOR]->(f:Feature)
    WHERE coalesce(has.reviews, 1) > 0
    RETURN DISTINCT f.id ORDER BY f.id
  } AS features,
  COLLECT { MATCH (product)-[:OF_MODEL*0..1]->()-[:SUITS]->(u:UseCase) RETURN DISTINCT u.id ORDER BY u.id } AS use_cases
ORDER BY id

// query: export_neighbours
// params: after, limit
// The given neighbours of the next $limit products, RelatedProducts too; learned ones (SIMILAR_TO) come of these.
MATCH (product:Product)
WHERE product.id > $after
WITH product ORDER BY product.id LIMIT $limit
RETURN product.id AS id, COLLECT {
    MATCH (product)-[edge:ALSO_BOUGHT|ALSO_VIEWED|BOUGHT_TOGETHER]->(other:Product|RelatedProduct)
    RETURN [type(edge), other.id] ORDER BY type(edge), other.id
  } AS edges
ORDER BY id

// query: export_asks
MATCH (query:Query)-[:ASKS_FOR]->(entity:Entity)
RETURN query.id AS query, entity.id AS entity ORDER BY query, entity

// query: export_unasked
// params: after, limit
MATCH (query:Query)
WHERE query.id > $after
RETURN query.id AS id, query.text AS text ORDER BY id LIMIT $limit

// query: export_users
// params: after, limit
MATCH (user:User) WHERE user.id > $after
RETURN user.id AS id ORDER BY id LIMIT $limit

// query: export_counts
// One row a label and a relation, from the database's own counts.
MATCH (node)
UNWIND labels(node) AS name
WITH name, count(*) AS count WHERE name <> 'Entity'
RETURN 'node' AS kind, name, count
UNION ALL
MATCH ()-[edge]->()
RETURN 'relation' AS kind, type(edge) AS name, count(*) AS count
