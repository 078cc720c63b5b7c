// One uniqueness constraint a key. Facts look nodes up as Entity whatever they are;
// the labels of their own have one too, so that `(:Product {id: …})` in Browser is an index seek.

// query: schema_version_unique
CREATE CONSTRAINT schema_version IF NOT EXISTS FOR (n:SchemaVersion) REQUIRE n.version IS UNIQUE

// query: schema_entity_unique
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE

// query: schema_brand_unique
CREATE CONSTRAINT brand_id IF NOT EXISTS FOR (n:Brand) REQUIRE n.id IS UNIQUE

// query: schema_category_unique
CREATE CONSTRAINT category_id IF NOT EXISTS FOR (n:Category) REQUIRE n.id IS UNIQUE

// query: schema_feature_unique
CREATE CONSTRAINT feature_id IF NOT EXISTS FOR (n:Feature) REQUIRE n.id IS UNIQUE

// query: schema_use_case_unique
CREATE CONSTRAINT use_case_id IF NOT EXISTS FOR (n:UseCase) REQUIRE n.id IS UNIQUE

// query: schema_model_unique
CREATE CONSTRAINT model_id IF NOT EXISTS FOR (n:Model) REQUIRE n.id IS UNIQUE

// query: schema_parameter_unique
CREATE CONSTRAINT parameter_id IF NOT EXISTS FOR (n:Parameter) REQUIRE n.id IS UNIQUE

// query: schema_product_unique
CREATE CONSTRAINT product_id IF NOT EXISTS FOR (n:Product) REQUIRE n.id IS UNIQUE

// query: schema_source_unique
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE

// query: schema_fact_unique
CREATE CONSTRAINT fact_id IF NOT EXISTS FOR (n:Fact) REQUIRE n.id IS UNIQUE

// query: schema_user_unique
CREATE CONSTRAINT user_id IF NOT EXISTS FOR (n:User) REQUIRE n.id IS UNIQUE

// query: schema_query_unique
CREATE CONSTRAINT query_id IF NOT EXISTS FOR (n:Query) REQUIRE n.id IS UNIQUE

// query: schema_segment_unique
CREATE CONSTRAINT segment_id IF NOT EXISTS FOR (n:Segment) REQUIRE n.id IS UNIQUE

// query: schema_rule_unique
CREATE CONSTRAINT rule_id IF NOT EXISTS FOR (n:Rule) REQUIRE n.id IS UNIQUE

// query: schema_policy_unique
CREATE CONSTRAINT policy_id IF NOT EXISTS FOR (n:Policy) REQUIRE n.id IS UNIQUE

// query: schema_order_unique
CREATE CONSTRAINT order_id IF NOT EXISTS FOR (n:Order) REQUIRE n.id IS UNIQUE

// query: schema_embedding_set_unique
CREATE CONSTRAINT embedding_set_id IF NOT EXISTS FOR (n:EmbeddingSet) REQUIRE n.id IS UNIQUE

// query: schema_viewed_unique
CREATE CONSTRAINT viewed_id IF NOT EXISTS FOR ()-[r:VIEWED]-() REQUIRE r.id IS UNIQUE

// query: schema_added_to_cart_unique
CREATE CONSTRAINT added_to_cart_id IF NOT EXISTS FOR ()-[r:ADDED_TO_CART]-() REQUIRE r.id IS UNIQUE

// query: schema_purchased_unique
CREATE CONSTRAINT purchased_id IF NOT EXISTS FOR ()-[r:PURCHASED]-() REQUIRE r.id IS UNIQUE

// query: schema_rated_unique
CREATE CONSTRAINT rated_id IF NOT EXISTS FOR ()-[r:RATED]-() REQUIRE r.id IS UNIQUE

// query: schema_reviewed_unique
CREATE CONSTRAINT reviewed_id IF NOT EXISTS FOR ()-[r:REVIEWED]-() REQUIRE r.id IS UNIQUE

// query: schema_searched_unique
CREATE CONSTRAINT searched_id IF NOT EXISTS FOR ()-[r:SEARCHED]-() REQUIRE r.id IS UNIQUE
