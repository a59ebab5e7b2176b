/** Which limit a request counts for: by what it costs. */
import type { RateLimit } from '../../../../../ports/limits/rate-limits.ts'

/** A template's file is read. */
const UPLOAD = /\/templates(\/inspect|\/marked|\/[^/]+\/(revisions|versions|marked))?$/
/** A document is made. */
const DOCUMENT = /\/(confirm|retry|preview|documents)$/

/** The limit of a request by a known caller. */
export function groupOf(method: string, path: string): RateLimit {
  if (DOCUMENT.test(path)) return 'documents'
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'reads'
  return UPLOAD.test(path) ? 'uploads' : 'writes'
}
