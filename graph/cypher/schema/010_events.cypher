// query: schema_logged_in_unique
CREATE CONSTRAINT logged_in_id IF NOT EXISTS FOR ()-[r:LOGGED_IN]-() REQUIRE r.id IS UNIQUE

// query: schema_doubtful_event_unique
CREATE CONSTRAINT doubtful_event_id IF NOT EXISTS FOR (n:DoubtfulEvent) REQUIRE n.id IS UNIQUE

// query: schema_doubtful_event_minute_index
// How many events of one minute of a shopper lie aside; by the shopper alone too.
CREATE INDEX doubtful_event_minute IF NOT EXISTS FOR (n:DoubtfulEvent) ON (n.user, n.minute)

// query: schema_searched_at_index
CREATE INDEX searched_at IF NOT EXISTS FOR ()-[r:SEARCHED]-() ON (r.at)
