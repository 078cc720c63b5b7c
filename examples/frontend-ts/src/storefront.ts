import { Client, fetchExchange } from '@urql/core';
import type { AnyVariables, TypedDocumentNode } from '@urql/core';

/** A client of one server; what it answers has the types of the document that is asked. */
export class Storefront {
  private readonly client: Client;

  /** `key` is an API key or token; without one the server answers what strangers may ask. */
  constructor(url: string, key?: string) {
    this.client = new Client({
      url,
      exchanges: [fetchExchange],
      preferGetMethod: false,
      fetchOptions: key ? { headers: { Authorization: `Bearer ${key}` } } : {},
    });
  }

  /** Return the data of an answer; throws urql's `CombinedError`, whose `graphQLErrors` have `extensions.code`. */
  async ask<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const { data, error } = await this.client.query(document, variables).toPromise();
    if (error) throw error;
    if (!data) throw new Error('the server sent no data');
    return data;
  }
}
