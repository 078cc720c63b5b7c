// Walks over what is known of things; shoppers and what they did are no part of it. What is $sought is one map: lists of
// another length would have the server plan the statement anew.

// query: walk_around
// params: sought, shown
// One step from each node: of the first $sought.reach relations of the sought types the best supported, $sought.fan of them.
UNWIND $sought.ids AS id
MATCH (node:Entity {id: id})
RETURN [node.id, [label IN labels(node) WHERE label <> 'Entity'][0], coalesce(node.name, node.title, node.text, node.id)] AS node,
  COLLECT {
    MATCH (node)-[edge:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|LACKS_FEATURE|HAS_PARAMETER|QUANTIFIES|PRAISED_FOR
                   |CRITICISED_FOR|SUITS|BOUGHT_TOGETHER|ALSO_BOUGHT|ALSO_VIEWED|SIMILAR_TO]-(other:Entity)
    WHERE type(edge) IN $sought.types AND coalesce(edge.confidence, 1.0) >= $shown AND NOT other:RelatedProduct
    WITH edge, other LIMIT $sought.reach
    WITH edge, other ORDER BY coalesce(edge.support, 0) DESC, type(edge), other.id LIMIT $sought.fan
    RETURN [startNode(edge).id, type(edge), endNode(edge).id, edge.support, edge.confidence,
            [other.id, [label IN labels(other) WHERE label <> 'Entity'][0],
             coalesce(other.name, other.title, other.text, other.id)]]
  } AS edges

// query: walk_paths
// params: sought, limit, shown
// Of the shortest paths from one thing to another over what facts state, at most six steps: the shorter first, and of equal
// ones that over what fewer share.
MATCH (one:Entity {id: $sought.from}), (two:Entity {id: $sought.to})
MATCH path = SHORTEST 50
  (one)-[step:OF_MODEL|MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER|QUANTIFIES|PRAISED_FOR|SUITS
         WHERE coalesce(step.confidence, 1.0) >= $shown]-{1,6}(two)
WITH nodes(path) AS nodes, relationships(path) AS edges
WHERE size(edges) <= $sought.longest AND size(edges) > 0
WITH nodes, edges, reduce(shared = 0, node IN nodes[1..-1] | shared + COUNT { (node)--() }) AS shared
ORDER BY size(edges), shared, nodes[-1].id LIMIT $limit
RETURN [node IN nodes | [node.id, [label IN labels(node) WHERE label <> 'Entity'][0],
                         coalesce(node.name, node.title, node.text, node.id)]] AS nodes,
       [hop IN range(0, size(edges) - 1) | [type(edges[hop]), startNode(edges[hop]) = nodes[hop]]] AS edges
