/** Under which name a signed head is kept where there are names. */
import type { SignedHead } from '../../../ports/ledger/head-witness.ts'

/** In the order of their sizes: `docgen/0123…/000000001234.note`. */
export const headKey = ({ origin, size }: Pick<SignedHead, 'origin' | 'size'>): string =>
  `${headPrefix(origin)}${String(size).padStart(12, '0')}.note`

/** What the names of all heads of a tree begin with. */
export const headPrefix = (origin: string): string => `${origin}/`
