/** The OpenAPI document as the API serves it at `/openapi.json`, without a store behind it. */
import { createHttpApi } from '../../src/adapters/inbound/web/api/api.ts'
import type { App } from '../../src/ports/app.ts'
import type { LiveChanges } from '../../src/ports/events/live-changes.ts'
import type { Operations } from '../../src/ports/read-models/operations.ts'

const silent = () => undefined
/** All operations are declared before one is called, so no store is needed; requests are logged. */
const NO_STORES = {
  readDatabase: {},
  logger: { debug: silent, info: silent, warn: silent, error: silent },
} as unknown as App & LiveChanges & Operations

/** The document, as JSON text. Throws where it is not served. */
export async function readServedDocument(): Promise<string> {
  const api = createHttpApi(NO_STORES, { live: NO_STORES, operations: NO_STORES })
  const response = await api.request('/openapi.json')
  if (response.status !== 200) throw new Error(`/openapi.json answers ${response.status}: ${await response.text()}`)
  return response.text()
}
