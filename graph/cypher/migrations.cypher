// query: applied_migrations
MATCH (applied:SchemaVersion)
RETURN applied.version AS version, applied.name AS name, applied.checksum AS checksum
ORDER BY version

// query: record_migration
// params: version, name, checksum
MERGE (applied:SchemaVersion {version: $version})
SET applied.name = $name, applied.checksum = $checksum, applied.applied_at = datetime()

// query: await_indexes
// params: seconds
CALL db.awaitIndexes($seconds)
