// The newest events of a kind are read from the end of an index, however many there are. Events without a time stand in none.

// query: schema_viewed_at_index
CREATE INDEX viewed_at IF NOT EXISTS FOR ()-[r:VIEWED]-() ON (r.at)

// query: schema_added_to_cart_at_index
CREATE INDEX added_to_cart_at IF NOT EXISTS FOR ()-[r:ADDED_TO_CART]-() ON (r.at)

// query: schema_purchased_at_index
CREATE INDEX purchased_at IF NOT EXISTS FOR ()-[r:PURCHASED]-() ON (r.at)

// query: schema_rated_at_index
CREATE INDEX rated_at IF NOT EXISTS FOR ()-[r:RATED]-() ON (r.at)

// query: schema_reviewed_at_index
CREATE INDEX reviewed_at IF NOT EXISTS FOR ()-[r:REVIEWED]-() ON (r.at)
