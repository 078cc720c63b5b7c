// query: counts_read
// Sizes that decide what statements read, from the database's own counts: no node is looked at.
RETURN {
  products: COUNT { (:Product) }, models: COUNT { (:Model) }, brands: COUNT { (:Brand) }, facts: COUNT { (:Fact) },
  users: COUNT { (:User) }, segments: COUNT { (:Segment) },
  stated: COUNT { ()-[:HAS_FEATURE]->() } + COUNT { ()-[:LACKS_FEATURE]->() } + COUNT { ()-[:HAS_PARAMETER]->() }
    + COUNT { ()-[:PRAISED_FOR]->() } + COUNT { ()-[:CRITICISED_FOR]->() } + COUNT { ()-[:SUITS]->() },
  neighbours: COUNT { ()-[:ALSO_BOUGHT]->() } + COUNT { ()-[:ALSO_VIEWED]->() } + COUNT { ()-[:BOUGHT_TOGETHER]->() }
    + COUNT { ()-[:SIMILAR_TO]->() },
  events: COUNT { ()-[:VIEWED]->() } + COUNT { ()-[:ADDED_TO_CART]->() } + COUNT { ()-[:PURCHASED]->() }
    + COUNT { ()-[:RATED]->() } + COUNT { ()-[:REVIEWED]->() } + COUNT { ()-[:SEARCHED]->() },
  memberships: COUNT { ()-[:IN_SEGMENT]->() }
} AS counts
