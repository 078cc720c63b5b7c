// How good the data is, by where it came from. Each statement reads all there is of a kind once.

// query: audit_texts
// Texts by kind: how many state a field, how many are copies of another, how many were read, the first and the newest.
MATCH (source:Source)
RETURN source.kind AS source, count(*) AS records,
       {language: count(source.language), about: sum(CASE WHEN EXISTS { (source)-[:ABOUT]->() } THEN 1 ELSE 0 END),
        author: sum(CASE WHEN EXISTS { (source)<-[:WROTE]-() } THEN 1 ELSE 0 END),
        extracted: count(source.extracted)} AS filled,
       sum(CASE WHEN source.weighted_because IN ['copy', 'many_products'] THEN 1 ELSE 0 END) AS duplicates,
       toString(min(source.read_at)) AS first, toString(max(source.read_at)) AS newest
ORDER BY source

// query: audit_products
MATCH (product:Product)
RETURN 'product' AS source, count(*) AS records,
       {title: count(product.title), price: count(product.price), currency: count(product.currency),
        in_stock: count(product.in_stock), url: count(product.url), image: count(product.image),
        description: count(product.description),
        model: sum(CASE WHEN EXISTS { (product)-[:OF_MODEL]->() } THEN 1 ELSE 0 END)} AS filled,
       count(product.title) - count(DISTINCT product.title) AS duplicates, null AS first, null AS newest

// query: audit_events
// each: RELATION in VIEWED, ADDED_TO_CART, PURCHASED, RATED, REVIEWED, SEARCHED, LOGGED_IN
// Ids are unique, so no event is there twice.
MATCH ()-[event:RELATION]->()
WITH count(*) AS records,
     {at: count(event.at), price: count(event.price), currency: count(event.currency), rating: count(event.rating),
      device: count(event.device), dwell_seconds: count(event.dwell_seconds)} AS filled,
     min(event.at) AS first, max(event.at) AS newest
WHERE records > 0
RETURN 'RELATION' AS source, records, filled, 0 AS duplicates, first, newest

// query: audit_months
// each: RELATION in VIEWED, ADDED_TO_CART, PURCHASED, RATED, REVIEWED, SEARCHED
// params: since
MATCH ()-[event:RELATION]->()
WHERE event.at >= $since
RETURN left(event.at, 7) AS month, count(*) AS events ORDER BY month

// query: audit_contradictions
// Facts of a value that another value of the same attribute contradicts, by the kind of text that states them.
MATCH (owner:Entity)-[:HAS_PARAMETER {contested: true}]->(parameter:Parameter)
MATCH (fact:Fact {triple: owner.id + '|HAS_PARAMETER|' + parameter.id})-[:STATED_IN]->(source:Source)
RETURN source.kind AS source, count(DISTINCT fact) AS facts ORDER BY source

// query: audit_unlinked
// Names that no entity has, still to be decided, by the kind of text that gives them.
MATCH (proposal:Proposal {state: 'open'})-[:SEEN_IN]->(source:Source)
RETURN source.kind AS source, count(DISTINCT proposal) AS names, count(*) AS texts ORDER BY source
