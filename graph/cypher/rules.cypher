// query: write_rules
// params: rows
// A rule written again takes the new wording and targets; a target that is not there comes back as missing.
UNWIND $rows AS row
MERGE (rule:Rule {id: row.id})
SET rule.action = row.action, rule.strength = row.strength, rule.owner = row.owner, rule.reason = row.reason,
    rule.starts = datetime(row.starts), rule.expires = datetime(row.expires)
WITH rule, row
OPTIONAL MATCH (rule)-[old:APPLIES_TO]->()
DELETE old
WITH DISTINCT rule, row
UNWIND row.targets AS id
OPTIONAL MATCH (target:Entity {id: id})
FOREACH (known IN CASE WHEN target IS NULL THEN [] ELSE [target] END | MERGE (rule)-[:APPLIES_TO]->(known))
WITH id, target WHERE target IS NULL
RETURN id AS missing
