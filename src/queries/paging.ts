/** Pages of lists: by number, or by a cursor with constant cost. */
import { fail, unwrap } from '../domain/kernel/errors.ts'

export interface PageRequest {
  /** From 1. */
  readonly page?: number | undefined
  /** Rows per page, 1 to 100. */
  readonly limit?: number | undefined
}

export interface Pagination {
  readonly page: number
  readonly limit: number
  readonly total: number
}

export interface Listing<Row> {
  readonly data: readonly Row[]
  readonly pagination: Pagination
}

export const DEFAULT_LIMIT = 20
export const MAX_LIMIT = 100

/**
 * The offset and limit of a page, and its pagination for the response. Throws `Refused` (`invalid`) for invalid
 * numbers.
 */
export function pageOf({ page = 1, limit }: PageRequest): {
  readonly offset: number
  readonly limit: number
  readonly pagination: (total: number) => Pagination
} {
  if (!Number.isSafeInteger(page) || page < 1 || page > 1_000_000) refuse('page', 'a whole number from 1 to 1000000')
  const rows = limitOf(limit)
  return { offset: (page - 1) * rows, limit: rows, pagination: (total) => ({ page, limit: rows, total }) }
}

/** The number of rows of a page. Throws `Refused` (`invalid`) outside 1 to 100. */
export function limitOf(limit: number = DEFAULT_LIMIT): number {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    refuse('limit', `a whole number from 1 to ${MAX_LIMIT}`)
  return limit
}

/** A cursor for the sort key of a row; opaque to clients. */
export const encodeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/**
 * The sort key in a cursor. Throws `Refused` (`invalid`) for a cursor that `encodeCursor` did not make, or of other
 * types.
 */
export function decodeCursor(cursor: string, types: readonly ('string' | 'number')[]): readonly (string | number)[] {
  const key = parse(cursor)
  const fits =
    Array.isArray(key) &&
    key.length === types.length &&
    types.every(
      (type, index) =>
        typeof key[index] === type &&
        (type !== 'number' || Number.isSafeInteger(key[index])) &&
        !String(key[index]).includes('\u0000'),
    )
  return fits ? key : refuse('cursor', 'the `next_cursor` of the page before')
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor.slice(0, 1000), 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const refuse = (field: string, expected: string): never =>
  unwrap(fail('invalid', `“${field}” must be ${expected}.`, { field }))
