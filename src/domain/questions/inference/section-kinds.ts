/**
 * Guesses what each section of a template is: a list, a yes/no question, or an optional value. List: it uses `{{.}}`,
 * is named `each_…`, or encloses whole rows or list items and has variables of its own. Optional value: its own name is
 * a variable inside it. Otherwise yes/no. The author's choice overrides the guess, and what another engine's tags say
 * is no guess: a loop is a list, an `if` never. Names help: `if_paid` and
 * `has_lawyer` are conditions even around rows; `sellers` and `buyers` are lists although both contain `name`.
 */
import { readsAsCondition, readsAsPlural } from './variable-names.ts'
import { enclosingSections, type Occurrence } from './outline-occurrences.ts'
import type { Kind } from '../question.ts'
import { type SectionFacts, collectFacts } from './section-facts.ts'

export type SectionKind = 'list' | 'yes_no' | 'value'

export interface SectionGuess {
  readonly kind: SectionKind
  /** A remark for the author where the guess is weak. */
  readonly note?: string | undefined
}

/** The kind of every section by name. `authorKinds` overrides guesses; names in it that are no sections are ignored. */
export function guessSectionKinds(
  occurrences: readonly Occurrence[],
  authorKinds: ReadonlyMap<string, Kind>,
): Map<string, SectionGuess> {
  const facts = collectFacts(occurrences, authorKinds)
  const total = new Map<string, number>()
  const outsideRows = new Set<string>()
  for (const { name, at, opens } of occurrences) {
    if (opens !== undefined) continue
    total.set(name, (total.get(name) ?? 0) + 1)
    if (!standsInRows(at)) outsideRows.add(name)
  }
  const guesses = new Map<string, SectionGuess>()
  for (const [name, fact] of facts)
    guesses.set(name, authorGuess(authorKinds.get(name)) ?? guessSectionKind(name, fact, total, outsideRows))
  return guesses
}

function standsInRows(at: Occurrence['at']): boolean {
  for (const place of enclosingSections(at)) if (place.repeats && !place.inverted) return true
  return false
}

const authorGuess = (kind: Kind | undefined): SectionGuess | undefined =>
  kind === undefined ? undefined : { kind: kind === 'list' || kind === 'yes_no' ? kind : 'value' }

function guessSectionKind(
  name: string,
  fact: SectionFacts,
  total: ReadonlyMap<string, number>,
  outsideRows: ReadonlySet<string>,
): SectionGuess {
  if (fact.means === 'list') return { kind: 'list' }
  if (fact.means !== 'condition' && (fact.namedByDot || /^each_/i.test(name))) return { kind: 'list' }
  if (fact.ownNameInside) return { kind: 'value' }
  const own = [...fact.inside].some(([variable, count]) => total.get(variable) === count)
  // Sellers and buyers may both have a `name`.
  const ownOrShared =
    own || (readsAsPlural(name) && [...fact.inside.keys()].some((variable) => !outsideRows.has(variable)))
  if (fact.repeats && ownOrShared && fact.means !== 'condition' && !readsAsCondition(name)) {
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
  if (fact.plain && own && fact.means !== 'condition' && readsAsPlural(name) && !readsAsCondition(name)) {
    return {
      kind: 'yes_no',
      note:
        `“${name}” is taken for a yes/no question, but its name and what stands in it could mean a list. ` +
        `If it has several items, make its kind list.`,
    }
  }
  return { kind: 'yes_no' }
}
