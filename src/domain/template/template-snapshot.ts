/**
 * The format of a template in snapshots. Most questions of a version are those of the one before: each is written once,
 * and a version names them by their places.
 */
import type { SnapshotFormat } from '../kernel/decider.ts'
import type { Template, TemplateVersion } from './template.ts'

/** Fields of a version that are large, and mostly those of the version before. */
const SHARED = ['outline', 'questions', 'notes'] as const
type Shared = (typeof SHARED)[number]

/** A version with the places of what it shares: one for each entry of the field. */
type WrittenVersion = Omit<TemplateVersion, Shared> & Readonly<Record<Shared, readonly number[]>>

interface WrittenTemplate extends Omit<Template, 'versions'> {
  readonly versions: readonly WrittenVersion[]
  /** Every entry of these fields, once. */
  readonly entries: readonly unknown[]
}

export const templateSnapshot: SnapshotFormat<Template> = {
  shape: 1,
  // One event may hold all questions: reading a few of them takes as long as a snapshot.
  every: 8,
  write: writeTemplate,
  read: (written) => readTemplate(written as WrittenTemplate),
}

function writeTemplate({ versions, ...rest }: Template): WrittenTemplate {
  const entries: unknown[] = []
  const places = new Map<unknown, number>()
  const placeOf = (entry: unknown): number => {
    // What a version has from the one before is the same object; else it is looked for by what it says.
    const text = places.has(entry) ? undefined : JSON.stringify(entry)
    const place = places.get(entry) ?? places.get(text) ?? entries.push(entry) - 1
    if (text !== undefined) places.set(text, place).set(entry, place)
    return place
  }
  const written = versions.map((version) => ({
    ...version,
    outline: version.outline.map(placeOf),
    questions: version.questions.map(placeOf),
    notes: version.notes.map(placeOf),
  }))
  return { ...rest, versions: written, entries }
}

function readTemplate({ versions, entries, ...rest }: WrittenTemplate): Template {
  const at = (places: readonly number[]) =>
    places.map((place) => {
      const entry = entries[place]
      if (entry === undefined) throw new RangeError('This is no template: it names what it does not hold.')
      return entry
    })
  const read = versions.map((version) => {
    const shared = Object.fromEntries(SHARED.map((field) => [field, at(version[field])]))
    return { ...version, ...(shared as unknown as Pick<TemplateVersion, Shared>) }
  })
  return { ...rest, versions: read }
}
