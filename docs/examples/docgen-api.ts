/** What `openapi-typescript` writes for a client of its own; here the repository's own copy. */
export type * from '../../src/adapters/inbound/cli/service/http-api.generated.ts'
