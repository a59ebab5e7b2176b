/**
 * Relationships of a part (ISO 29500-2, 9.3).
 */
import type { ElementBudget } from '../xml/element-budget.ts'
import type { Archive } from '../zip/archive.ts'
import { entryName, findEntry } from './find-entry.ts'
import { type RecordFile, readRecords } from './records.ts'

export interface Relationship {
  readonly id: string
  readonly type: string
  readonly target: string
  readonly external: boolean
}

/** The name of the entry that holds a part's relationships; '' is the package itself. */
export function relationshipsName(part: string): string {
  const slash = part.lastIndexOf('/')
  return part === '' ? '_rels/.rels' : `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`
}

export interface Relationships {
  /** The name of the entry that holds them, or would. */
  readonly name: string
  /** The relationships file; undefined when the part has none. */
  readonly file: RecordFile | undefined
  /** In the same order, targets inside the package resolved to entry names. */
  readonly links: readonly Relationship[]
}

/** A part's relationships; '' is the package itself. */
export function readRelationships(archive: Archive, part: string, budget: ElementBudget): Relationships {
  const name = relationshipsName(part)
  const entry = findEntry(archive, name)
  if (entry === undefined) return { name, file: undefined, links: [] }
  const file = readRecords(name, entry.bytes, budget)
  const links = file.records.map(
    ({ values: { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } }) => {
      const external = mode === 'External'
      return { id, type, target: external ? target : entryName(archive, resolve(part, target)), external }
    },
  )
  return { name: entry.name, file, links }
}

const DOWNWARDS = /^(?:[^/.][^/]*\/)*[^/.][^/]*$/

function resolve(part: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  if (DOWNWARDS.test(target)) return part.slice(0, part.lastIndexOf('/') + 1) + target
  const path = part.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}
