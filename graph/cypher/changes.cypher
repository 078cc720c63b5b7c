// Who changed what, and when. An entry is written with what it tells of, in one transaction, and stays when that is undone.

// query: change_note
// params: at, by, action, subject, details
// Numbers are given in the order in which changes are made: who reads on from one misses none.
MERGE (sequence:Sequence {id: 'change'})
SET sequence.last = coalesce(sequence.last, 0) + 1
CREATE (change:Change {id: 'change/' + sequence.last, number: sequence.last, at: $at, by: $by, action: $action,
                       details: $details})
SET change.subject = $subject

// query: changes_page
// params: before, limit
MATCH (change:Change)
WHERE change.number < $before
RETURN change {.id, .number, .at, .by, .action, .subject, .details} AS change
ORDER BY change.number DESC LIMIT $limit
