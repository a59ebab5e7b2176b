/**
 * The content id of a document: an HMAC under a key of the installation over what makes it. Equal answers to the same
 * template version give the same id, and only this installation can make it.
 */
import { createHmac, hash, type KeyObject } from 'node:crypto'
import type { RenderContext } from '../domain/template/render-data.ts'

/** What makes a document. */
export interface DocumentSource {
  readonly tenant: string
  readonly template_id: string
  readonly template_version: number
  /** The language it prints in. */
  readonly language: string
  /** The answers, printed. */
  readonly data: RenderContext
}

/** The id, 64 hex digits. */
export const contentId = (key: KeyObject, source: DocumentSource): string =>
  createHmac('sha256', key).update('docgen content id\0').update(canonical(source)).digest('hex')

/** JSON with sorted names, and the hash of a picture in place of its bytes. */
function canonical(source: DocumentSource): string {
  return JSON.stringify(source, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, each]: [string, unknown]) => [name, each instanceof Uint8Array ? hash('sha256', each) : each])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    )
  })
}
