// query: schema_names_index
// Search by name in both languages: the cjk analyser cuts Chinese into pairs of characters.
CREATE FULLTEXT INDEX names IF NOT EXISTS
FOR (n:Brand|Category|Feature|UseCase|Model|Product) ON EACH [n.name, n.aliases, n.title]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}

// query: schema_texts_index
CREATE FULLTEXT INDEX texts IF NOT EXISTS
FOR (n:Source) ON EACH [n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}

// query: schema_parameter_index
CREATE INDEX parameter_value IF NOT EXISTS FOR (n:Parameter) ON (n.attribute, n.number)

// query: schema_price_index
CREATE INDEX product_price IF NOT EXISTS FOR (n:Product) ON (n.price)

// query: schema_fact_triple_index
// All facts that state one triple, found without walking the facts of a popular brand or feature.
CREATE INDEX fact_triple IF NOT EXISTS FOR (n:Fact) ON (n.triple)

// query: schema_fact_extractor_index
CREATE INDEX fact_extractor IF NOT EXISTS FOR (n:Fact) ON (n.extractor, n.version)
