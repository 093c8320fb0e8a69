import type { QueryRequest, QueryResponse } from '../app/abci.js';

/** What REST and gRPC need of a node: which methods it answers, and one question, one answer. */
export interface QueryPort {
  /** Paths of the gRPC methods that `query` answers, for example `/cosmos.bank.v1beta1.Query/Balance`. */
  readonly methods: ReadonlySet<string>;
  query(request: QueryRequest): QueryResponse;
}
