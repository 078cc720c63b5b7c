// query: schema_related_product_unique
CREATE CONSTRAINT related_product_id IF NOT EXISTS FOR (n:RelatedProduct) REQUIRE n.id IS UNIQUE
