/**
 * How a template is written into snapshots. Most questions of a version are those of the one before: each is written
 * once, and a version names them by their places.
 */

/** Fields of a version that are large, and mostly those of the version before. */
type Shared = 'outline' | 'questions' | 'notes'

type WithShared = Readonly<Record<Shared, readonly unknown[]>>
interface WithVersions {
  readonly versions: readonly WithShared[]
}

/** A state whose versions name the places of what they share, and every entry once. */
export interface WrittenTemplate {
  readonly versions: readonly Readonly<Record<Shared, readonly number[]>>[]
  readonly entries: readonly unknown[]
}

/** The template as data for JSON. */
export function writeTemplate(state: WithVersions): WrittenTemplate {
  const entries: unknown[] = []
  const places = new Map<unknown, number>()
  const placeOf = (entry: unknown): number => {
    // What a version has from the one before is the same object; else it is looked for by what it says.
    const text = places.has(entry) ? undefined : JSON.stringify(entry)
    const place = places.get(entry) ?? places.get(text) ?? entries.push(entry) - 1
    if (text !== undefined) places.set(text, place).set(entry, place)
    return place
  }
  const versions = state.versions.map((version) => ({
    ...version,
    outline: version.outline.map(placeOf),
    questions: version.questions.map(placeOf),
    notes: version.notes.map(placeOf),
  }))
  return { ...state, versions, entries }
}

/** The template of what `writeTemplate` gave. Throws a `RangeError` where it names what it does not hold. */
export function readTemplate({ entries, ...state }: WrittenTemplate): WithVersions {
  const at = (places: readonly number[]): unknown[] =>
    places.map((place) => {
      const entry = entries[place]
      if (entry === undefined) throw new RangeError('This is no template: it names what it does not hold.')
      return entry
    })
  const versions = state.versions.map((version) => ({
    ...version,
    outline: at(version.outline),
    questions: at(version.questions),
    notes: at(version.notes),
  }))
  return { ...state, versions }
}
