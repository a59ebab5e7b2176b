/**
 * Paths of carbone with lists in them: `items[i].name`, `teams[i].people[i+1].name`.
 */

/** One list that a path goes through. */
interface PathLoop {
  /** The same for the same list. */
  readonly key: string
  /** Its name among the fields of the list round it. */
  readonly list: string
  /** `[i+1]`: it shows where the next round begins. */
  readonly sample: boolean
}

export interface IndexedPath {
  /** Outer ones first; at least one. */
  readonly loops: readonly PathLoop[]
  /** `.` for the item itself. */
  readonly field: string
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.]*`
const INDEXED = new RegExp(String.raw`^(?:${NAME}\[(?:i|i\+1)\]\.?)+(?:${NAME})?$`, 'u')
const LIST = new RegExp(String.raw`(${NAME})\[(i|i\+1)\]\.?`, 'gu')

/** The lists that a path goes through, and the field of the innermost; undefined where it goes through none. */
export function readIndexed(path: string): IndexedPath | undefined {
  if (!INDEXED.test(path)) return undefined
  const loops: PathLoop[] = []
  let end = 0
  for (const [whole, list = '', index] of path.matchAll(LIST)) {
    loops.push({ key: `${loops.at(-1)?.key ?? ''}/${list}`, list, sample: index !== 'i' })
    end += whole.length
  }
  const field = path.slice(end)
  // Between a list and its field stands a point.
  if ((path[end - 1] === '.') !== (field !== '')) return undefined
  return { loops, field: field === '' ? '.' : field }
}

/** Names for fields: an inner list’s field that an outer one has too is named with its list. */
export class FieldNames {
  readonly #byList = new Map<string, Set<string>>()

  note(path: IndexedPath | undefined): void {
    const key = path?.loops.at(-1)?.key
    if (path === undefined || key === undefined) return
    const fields = this.#byList.get(key) ?? new Set()
    this.#byList.set(key, fields.add(path.field))
  }

  nameOf({ loops, field }: IndexedPath): string {
    const inner = loops.at(-1)
    const isTaken = loops.slice(0, -1).some((each) => this.#byList.get(each.key)?.has(field) === true)
    return isTaken && inner !== undefined && field !== '.' ? `${inner.list}.${field}` : field
  }
}
