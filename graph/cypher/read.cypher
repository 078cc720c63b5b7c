// What the API asks of the graph: each root field is one statement, nested fields are batched by id.
// What is less sure than $shown stays in the graph and is not shown; what was given, and not read from a text, is sure.
// The projection `product {…}` is a card, the same in every statement that gives products.

// query: read_cards
// params: ids
// One row: each row more costs the driver as much as a card does the server.
UNWIND $ids AS id
MATCH (product:Product {id: id})
WITH product {
  .id, .title, .price, .currency, .url, .image, .description, .in_stock,
  model: head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m {.id, .name, .aliases, .released} LIMIT 1 }),
  brand: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(b:Brand)
    RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 }),
  category: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(c:Category)
    RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
} AS card
RETURN collect(card) AS cards

// query: read_similar
// params: id, pool, limit, shown, least, most, currency, brand, in_stock
// Edges first, then the vector index, then what shares the model: $pool of each, of which those that pass the constraints.
MATCH (origin:Product {id: $id})
CALL (origin) {
  MATCH (origin)-[edge:SIMILAR_TO]->(product:Product)
  RETURN product, 'SIMILAR_TO' AS relation, coalesce(edge.score, 1.0) AS score, 0 AS rank
  ORDER BY score DESC, product.id LIMIT $pool
UNION ALL
  MATCH (set:EmbeddingSet {active: true})
  WITH origin, set, origin[set.slot] AS vector WHERE vector IS NOT NULL
  CALL db.index.vector.queryNodes(set.index, $pool + 1, vector) YIELD node AS product, score
  WHERE product <> origin
  RETURN product, 'EMBEDDING' AS relation, score, 1 AS rank
UNION ALL
  MATCH (origin)-[:OF_MODEL]->(:Model)<-[:OF_MODEL]-(product:Product)
  RETURN product, 'OF_MODEL' AS relation, 1.0 AS score, 2 AS rank
  ORDER BY product.id LIMIT $pool
}
WITH product, relation, score, rank ORDER BY rank, score DESC
WITH product, collect([rank, relation, score])[0] AS best
WHERE ($least IS NULL OR product.price >= $least) AND ($most IS NULL OR product.price <= $most)
  AND ($currency IS NULL OR product.currency = $currency) AND ($in_stock IS NULL OR product.in_stock = $in_stock)
  AND ($brand IS NULL OR EXISTS {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(:Brand {id: $brand})
    WHERE coalesce(made.confidence, 1.0) >= $shown
  })
WITH product, best ORDER BY best[0], best[2] DESC, product.id LIMIT $limit
RETURN best[1] AS relation, best[2] AS score, product {
  .id, .title, .price, .currency, .url, .image, .description, .in_stock,
  model: head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m {.id, .name, .aliases, .released} LIMIT 1 }),
  brand: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(b:Brand)
    RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 }),
  category: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(c:Category)
    RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
} AS card
ORDER BY best[0], score DESC, product.id

// query: read_details
// params: sought, shown
// Of each product those of features, parameters (of `attributes`, all where it is null), opinions and use cases that
// `parts` names: its own and its model's. An opinion that only spam holds counts no review.
UNWIND $sought.ids AS id
MATCH (product:Product {id: id})
RETURN id,
  COLLECT {
    WITH product WHERE 'features' IN $sought.parts
    MATCH (product)-[:OF_MODEL*0..1]->()-[has:HAS_FEATURE|LACKS_FEATURE]->(f:Feature)
    WHERE coalesce(has.confidence, 1.0) >= $shown
    RETURN [f {.id, .name, .aliases}, type(has), coalesce(has.support, 0), coalesce(has.confidence, 0.0), coalesce(has.corrected, false)]
    ORDER BY has.corrected IS NULL, has.support DESC, f.id
  } AS features,
  COLLECT {
    WITH product WHERE 'parameters' IN $sought.parts
    MATCH (product)-[:OF_MODEL*0..1]->()-[has:HAS_PARAMETER]->(p:Parameter)
    WHERE coalesce(has.confidence, 1.0) >= $shown
      AND ($sought.attributes IS NULL OR p.attribute IN $sought.attributes)
    RETURN p {.id, .attribute, .value, .unit, .text, .number,
              support: coalesce(has.support, 0), confidence: coalesce(has.confidence, 0.0)}
    ORDER BY p.attribute, has.corrected IS NULL, has.support DESC, has.confidence DESC, p.id
  } AS parameters,
  COLLECT {
    WITH product WHERE 'opinions' IN $sought.parts
    MATCH (product)-[:OF_MODEL*0..1]->()-[says:PRAISED_FOR|CRITICISED_FOR]->(f:Feature)
    WHERE coalesce(says.confidence, 1.0) >= $shown AND coalesce(says.reviews, 1) > 0
    RETURN [f {.id, .name, .aliases}, type(says), coalesce(says.reviews, says.support, 0), coalesce(says.of, 0)]
    ORDER BY f.id
  } AS opinions,
  COLLECT {
    WITH product WHERE 'useCases' IN $sought.parts
    MATCH (product)-[:OF_MODEL*0..1]->()-[suits:SUITS]->(u:UseCase)
    WHERE coalesce(suits.confidence, 1.0) >= $shown
    RETURN u {.id, .name, .aliases} ORDER BY suits.corrected IS NULL, suits.support DESC, u.id
  } AS use_cases

// query: read_facts
// params: ids, limit, shown
// The facts of each thing and, of a product, its model's, the surest first; each source's text is given once.
UNWIND $ids AS id
MATCH (product:Entity {id: id})
CALL (product) {
  MATCH (product)-[:OF_MODEL*0..1]->(subject)<-[:SUBJECT]-(fact:Fact)
  WHERE fact.confidence >= $shown
  WITH subject, fact ORDER BY fact.confidence DESC, fact.id LIMIT $limit
  MATCH (fact)-[:OBJECT]->(object), (fact)-[:STATED_IN]->(source:Source)
  RETURN subject, fact, object, source
}
RETURN id,
       collect(fact {.id, .predicate, .polarity, .confidence, .start, .end, subject: subject.id, object: object.id,
                     object_name: coalesce(object.name, object.text, object.title, object.id),
                     attribute: object.attribute, source: source.id}) AS facts,
       collect(DISTINCT source {.id, .kind, .origin, .language, .text}) AS sources

// query: read_stated
// params: pairs, limit
// The facts of a thing and, of a product, its model's that name one object, the surest first; pairs are [subject, object].
UNWIND $pairs AS pair
MATCH (product:Entity {id: pair[0]}), (object:Entity {id: pair[1]})
CALL (product, object) {
  MATCH (product)-[:OF_MODEL*0..1]->(subject)-[edge]->(object)
  MATCH (fact:Fact {triple: subject.id + '|' + type(edge) + '|' + object.id})-[:STATED_IN]->(source:Source)
  RETURN subject, fact, source ORDER BY fact.confidence DESC, fact.id LIMIT $limit
}
RETURN pair,
       collect(fact {.id, .predicate, .polarity, .confidence, .start, .end, subject: subject.id, object: object.id,
                     object_name: coalesce(object.name, object.text, object.title, object.id),
                     attribute: object.attribute, source: source.id}) AS facts,
       collect(DISTINCT source {.id, .kind, .origin, .language, .text}) AS sources

// query: read_facts_by_id
// params: ids
UNWIND $ids AS id
MATCH (fact:Fact {id: id})-[:STATED_IN]->(source:Source), (fact)-[:SUBJECT]->(subject), (fact)-[:OBJECT]->(object)
RETURN id,
       fact {.id, .predicate, .polarity, .confidence, .start, .end, subject: subject.id, object: object.id,
             object_name: coalesce(object.name, object.text, object.title, object.id),
             attribute: object.attribute, source: source.id} AS fact,
       source {.id, .kind, .origin, .language, .text} AS source

// query: read_sources_by_id
// params: ids
UNWIND $ids AS id
MATCH (source:Source {id: id})
RETURN source {.id, .kind, .origin, .language} AS source

// query: read_nodes
// params: ids
UNWIND $ids AS id
MATCH (product:Entity {id: id})
WHERE NOT product:RelatedProduct AND NOT product:Parameter
RETURN [label IN labels(product) WHERE label <> 'Entity'][0] AS label,
       CASE WHEN product:Product THEN product {
  .id, .title, .price, .currency, .url, .image, .description, .in_stock,
  model: head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m {.id, .name, .aliases, .released} LIMIT 1 }),
  brand: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(b:Brand)
    RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 }),
  category: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(c:Category)
    RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
} ELSE product {.id, .name, .aliases, .released} END AS node

// query: read_values
// params: ids
UNWIND $ids AS id
MATCH (value:Parameter {id: id})
RETURN value {.id, .attribute, .value, .unit, .text, .number} AS value

// query: read_models
// params: ids
// What each model is: its brand and category, the best supported ones.
UNWIND $ids AS id
MATCH (model:Model {id: id})
RETURN id,
  head(COLLECT { MATCH (model)-[made:MADE_BY]->(b:Brand) RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 })
    AS brand,
  head(COLLECT {
    MATCH (model)-[within:IN_CATEGORY]->(c:Category) RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
    AS category

// query: read_brands
// params: ids, limit, models, shown
UNWIND $ids AS id
MATCH (brand:Brand {id: id})
CALL (brand) {
  MATCH (brand)<-[:MADE_BY]-()<-[:OF_MODEL*0..1]-(product:Product)
  RETURN collect(DISTINCT product) AS products
}
RETURN id, size(products) AS products,
  COLLECT {
    UNWIND products AS product
    MATCH (product)-[:OF_MODEL*0..1]->()-[:IN_CATEGORY]->(c:Category)
    WITH c, count(DISTINCT product) AS size ORDER BY size DESC, c.id
    RETURN [c {.id, .name, .aliases}, size]
  } AS categories,
  COLLECT {
    MATCH (brand)<-[made:MADE_BY]-(m:Model)
    WHERE coalesce(made.confidence, 1.0) >= $shown
    WITH m ORDER BY coalesce(m.released, '') DESC, m.id LIMIT $models
    RETURN m {.id, .name, .aliases, .released}
  } AS models,
  COLLECT {
    UNWIND products AS product
    WITH product, COUNT { (product)<-[:PURCHASED]-() } AS buyers ORDER BY buyers DESC, product.id LIMIT $limit
    RETURN product {
  .id, .title, .price, .currency, .url, .image, .description, .in_stock,
  model: head(COLLECT { MATCH (product)-[:OF_MODEL]->(m:Model) RETURN m {.id, .name, .aliases, .released} LIMIT 1 }),
  brand: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[made:MADE_BY]->(b:Brand)
    RETURN b {.id, .name, .aliases} ORDER BY made.corrected IS NULL, made.support DESC LIMIT 1 }),
  category: head(COLLECT {
    MATCH (product)-[:OF_MODEL*0..1]->()-[within:IN_CATEGORY]->(c:Category)
    RETURN c {.id, .name, .aliases} ORDER BY within.corrected IS NULL, within.support DESC LIMIT 1 })
}
  } AS popular

// query: read_readiness
// That the database answers, and at which schema version.
OPTIONAL MATCH (applied:SchemaVersion)
RETURN coalesce(max(applied.version), 0) AS version

// query: read_pending_indexes
SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name
