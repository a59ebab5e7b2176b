/** The page of a list that an address asks for. */
import type { PageContext } from '../env.ts'

/** From 1; anything that is no page number is the first page. */
export function pageNumber(c: PageContext): number {
  const page = Number(c.req.query('page') ?? '1')
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1
}
