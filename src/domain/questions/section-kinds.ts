/**
 * What each section of a template is: a list, a yes/no question, or an optional value. A section is a list when
 * it uses `{{.}}`, is named `each_…`, or stands round whole rows or list items and holds variables that stand nowhere
 * outside it; an optional value when its own name is a variable inside it; else yes/no. The author's word beats all.
 * Names help: `if_paid` and `has_lawyer` are conditions even round rows, and `sellers` and `buyers` are lists though
 * both have a `name`.
 */
import { readsAsCondition, readsAsPlural } from './names.ts'
import { outward, type Occurrence } from './outline-places.ts'
import type { Kind } from './question.ts'

export type SectionKind = 'list' | 'yes_no' | 'value'

export interface SectionGuess {
  readonly kind: SectionKind
  /** What the author should know where the guess is weak. */
  readonly note?: string | undefined
}

interface Facts {
  namedByDot: boolean
  ownNameInside: boolean
  ownNameElsewhere: boolean
  repeats: boolean
  plain: boolean
  readonly inside: Map<string, number>
}

/**
 * The kind of every section by name. `authorKinds` holds what the author said; names that are no section there are
 * ignored.
 */
export function sectionKinds(
  occurrences: readonly Occurrence[],
  authorKinds: ReadonlyMap<string, Kind>,
): Map<string, SectionGuess> {
  const facts = factsOf(occurrences, authorKinds)
  const total = new Map<string, number>()
  const outsideRows = new Set<string>()
  for (const { name, at, opens } of occurrences) {
    if (opens !== undefined) continue
    total.set(name, (total.get(name) ?? 0) + 1)
    if (!standsInRows(at)) outsideRows.add(name)
  }
  const guesses = new Map<string, SectionGuess>()
  for (const [name, fact] of facts)
    guesses.set(name, saidBy(authorKinds.get(name)) ?? guess(name, fact, total, outsideRows))
  return guesses
}

function standsInRows(at: Occurrence['at']): boolean {
  for (const place of outward(at)) if (place.repeats && !place.inverted) return true
  return false
}

const saidBy = (kind: Kind | undefined): SectionGuess | undefined =>
  kind === undefined ? undefined : { kind: kind === 'list' || kind === 'yes_no' ? kind : 'value' }

function guess(
  name: string,
  fact: Facts,
  total: ReadonlyMap<string, number>,
  outsideRows: ReadonlySet<string>,
): SectionGuess {
  if (fact.namedByDot || /^each_/i.test(name)) return { kind: 'list' }
  if (fact.ownNameInside) return { kind: 'value' }
  const own = [...fact.inside].some(([variable, count]) => total.get(variable) === count)
  // Sellers and buyers may both have a `name`.
  const ownOrShared =
    own || (readsAsPlural(name) && [...fact.inside.keys()].some((variable) => !outsideRows.has(variable)))
  if (fact.repeats && ownOrShared && !readsAsCondition(name)) {
    if (readsAsPlural(name)) return { kind: 'list' }
    return {
      kind: 'list',
      note:
        `“${name}” stands round whole rows or list items, so it is taken for a list. ` +
        `If it should only be shown or left out, make its kind yes_no.`,
    }
  }
  if (fact.ownNameElsewhere && !readsAsCondition(name)) {
    return {
      kind: 'value',
      note:
        `“${name}” is a section and also a variable, so it is asked as a value that may be left out. ` +
        `If it is a plain question, make its kind yes_no.`,
    }
  }
  if (fact.plain && own && readsAsPlural(name) && !readsAsCondition(name)) {
    return {
      kind: 'yes_no',
      note:
        `“${name}” is taken for a yes/no question, but its name and what stands in it could mean a list. ` +
        `If it has several items, make its kind list.`,
    }
  }
  return { kind: 'yes_no' }
}

function factsOf(occurrences: readonly Occurrence[], authorKinds: ReadonlyMap<string, Kind>): Map<string, Facts> {
  const facts = new Map<string, Facts>()
  for (const { opens } of occurrences) {
    if (opens === undefined) continue
    const fact = facts.get(opens.section) ?? {
      namedByDot: false,
      ownNameInside: false,
      ownNameElsewhere: false,
      repeats: false,
      plain: false,
      inside: new Map<string, number>(),
    }
    facts.set(opens.section, fact)
    if (!opens.inverted) fact[opens.repeats ? 'repeats' : 'plain'] = true
  }
  for (const occurrence of occurrences) if (occurrence.opens === undefined) noteVariable(occurrence, facts, authorKinds)
  return facts
}

function noteVariable(
  { name, at }: Occurrence,
  facts: Map<string, Facts>,
  authorKinds: ReadonlyMap<string, Kind>,
): void {
  if (name === '.') {
    const owner = dotOwner(at, authorKinds)
    const fact = owner === undefined ? undefined : facts.get(owner)
    if (fact !== undefined) fact.namedByDot = true
    return
  }
  const around = new Set<string>()
  for (const place of outward(at)) {
    if (place.inverted || around.has(place.section)) continue
    around.add(place.section)
    const fact = facts.get(place.section)
    if (fact !== undefined && place.section !== name) fact.inside.set(name, (fact.inside.get(name) ?? 0) + 1)
  }
  const own = facts.get(name)
  if (own !== undefined) own[around.has(name) ? 'ownNameInside' : 'ownNameElsewhere'] = true
}

/**
 * The section whose item `{{.}}` is: the innermost that neither its name nor the author makes a condition; where all
 * are, the innermost.
 */
function dotOwner(at: Occurrence['at'], authorKinds: ReadonlyMap<string, Kind>): string | undefined {
  let condition: string | undefined
  for (const { section, inverted } of outward(at)) {
    if (inverted) continue
    const said = authorKinds.get(section)
    if (said === 'list') return section
    if (said !== undefined) {
      if (said !== 'yes_no') return undefined // `{{.}}` is the optional value itself
    } else if (readsAsCondition(section)) condition ??= section
    else return section
  }
  return condition
}
