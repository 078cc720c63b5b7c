"""A real Neo4j without Docker: the server's jars through Maven, its process kept by us."""
