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

// part: rule
RETURN rule {.id, .action, .owner, .reason, strength: coalesce(rule.strength, 1.0), starts: toString(rule.starts),
             expires: toString(rule.expires),
             targets: COLLECT { MATCH (rule)-[:APPLIES_TO]->(target) RETURN target.id ORDER BY target.id }} AS rule
ORDER BY rule.id

// query: rules_page
// params: after, limit
// Rules by id, those that have ended too.
MATCH (rule:Rule)
WHERE rule.id > $after
WITH rule ORDER BY rule.id LIMIT $limit
// insert: rule

// query: rules_by_id
// params: ids
MATCH (rule:Rule)
WHERE rule.id IN $ids
// insert: rule

// query: rule_remove
// params: id
MATCH (rule:Rule {id: $id})
DETACH DELETE rule
RETURN $id AS id
