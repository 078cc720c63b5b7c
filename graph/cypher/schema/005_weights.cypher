// query: schema_source_fingerprint_index
// The copies of a text, at whatever product they stand.
CREATE INDEX source_fingerprint IF NOT EXISTS FOR (n:Source) ON (n.fingerprint)
