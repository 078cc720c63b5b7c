// Who changed what, and when. An entry is written with what it tells of, in one transaction, and stays when that is undone.

// query: change_begin
// The lock on the sequence puts changes in a row: what one looks at no other changes meanwhile, and who reads the audit on
// from a number misses none.
MERGE (sequence:Sequence {id: 'change'})
SET sequence.last = coalesce(sequence.last, 0) + 1
RETURN sequence.last AS number

// query: change_note
// params: number, at, by, action, subject, details
CREATE (change:Change {id: 'change/' + $number, number: $number, at: $at, by: $by, action: $action, details: $details})
SET change.subject = $subject

// query: changes_page
// params: before, limit
MATCH (change:Change)
WHERE change.number < $before
RETURN change {.id, .number, .at, .by, .action, .subject, .details} AS change
ORDER BY change.number DESC LIMIT $limit
