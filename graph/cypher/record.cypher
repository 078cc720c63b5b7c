// Behaviour as it happens is written by the statements that load it in bulk (write.cypher). An event id that is
// already there, with whatever content, is a duplicate.

// query: record_known
// params: ids
// Which of these event ids are taken; each line is one seek in a uniqueness index.
UNWIND $ids AS id
WITH id WHERE EXISTS { ()-[:VIEWED {id: id}]->() }
   OR EXISTS { ()-[:ADDED_TO_CART {id: id}]->() }
   OR EXISTS { ()-[:PURCHASED {id: id}]->() }
   OR EXISTS { ()-[:RATED {id: id}]->() }
   OR EXISTS { ()-[:REVIEWED {id: id}]->() }
   OR EXISTS { ()-[:SEARCHED {id: id}]->() }
   OR EXISTS { ()-[:LOGGED_IN {id: id}]->() }
   OR EXISTS { (:DoubtfulEvent {id: id}) }
RETURN id
