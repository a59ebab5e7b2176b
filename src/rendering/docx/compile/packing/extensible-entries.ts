/**
 * Entries that documents may extend: content types, relationships, lists.
 */
import type { ExtensibleEntry } from '../../../template/docx-body.ts'
import type { BytePool } from '../../../template/pool.ts'
import { type PackedEntry, packEntry } from '../../zip/write-archive.ts'
import { addEntries } from './ready-entries.ts'

/** Makes such entries; `hashed` as for `addEntries`. */
export class ExtensibleEntries {
  readonly #pool: BytePool
  readonly #hashed: boolean

  constructor(pool: BytePool, hashed: boolean) {
    this.#pool = pool
    this.#hashed = hashed
  }

  /** An entry extended before the end tag of its root; `absent`: the template has none. */
  atEnd(name: string, xml: string, entry: PackedEntry | undefined, absent = false): ExtensibleEntry {
    const source = xml.trimEnd().endsWith('/>') ? xml.replace(/<([\w:]+)([^<>]*)\/>\s*$/, '<$1$2></$1>') : xml
    const ready = absent ? undefined : (entry ?? packEntry(name, Buffer.from(source, 'utf8')))
    return this.at(source.lastIndexOf('</'), name, source, ready)
  }

  /** An entry extended at an offset of its source. */
  at(offset: number, name: string, source: string, entry: PackedEntry | undefined): ExtensibleEntry {
    return this.between(source.slice(0, offset), source.slice(offset), name, entry)
  }

  /** An entry extended between what it begins and ends with. */
  between(begin: string, end: string, name: string, entry: PackedEntry | undefined): ExtensibleEntry {
    const before = this.#pool.add(begin)
    const after = this.#pool.add(end)
    const [ready] = entry === undefined ? [] : addEntries(this.#pool, [entry], this.#hashed).each
    return { name, ready, before: { at: before.at, size: before.size }, after: { at: after.at, size: after.size } }
  }
}
