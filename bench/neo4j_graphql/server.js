// The peer of bench.storefront: @neo4j/graphql on Apollo Server, as its own guide sets it up.
// node server.js, with NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD; prints where it serves.
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Neo4jGraphQL } from '@neo4j/graphql';
import neo4j from 'neo4j-driver';

const { NEO4J_URI, NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '' } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
const typeDefs = readFileSync(new URL('types.graphql', import.meta.url), 'utf8');
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({ schema });
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => ({ req, sessionConfig: { database: 'neo4j', defaultAccessMode: neo4j.session.READ } }),
});
console.log(`serving ${url}`);
