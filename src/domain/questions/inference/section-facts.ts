/** What a template shows about each of its sections, collected in one pass over the occurrences. */
import { readsAsCondition } from './variable-names.ts'
import { enclosingSections, type Occurrence } from './outline-occurrences.ts'
import type { Kind } from '../question.ts'

/** The uses of one section in a template. */
export interface SectionFacts {
  /** `{{.}}` in it means its item. */
  namedByDot: boolean
  /** Its name is also a variable, inside or outside of it. */
  ownNameInside: boolean
  ownNameElsewhere: boolean
  /** It encloses whole rows or list items; or other text. */
  repeats: boolean
  plain: boolean
  /** What another engine's tags say for certain. */
  means: 'list' | 'condition' | undefined
  /** How often each variable occurs in it. */
  readonly inside: Map<string, number>
}

/** The facts by section name. */
export function collectFacts(
  occurrences: readonly Occurrence[],
  authorKinds: ReadonlyMap<string, Kind>,
): Map<string, SectionFacts> {
  const facts = new Map<string, SectionFacts>()
  for (const { opens } of occurrences) {
    if (opens === undefined) continue
    const fact = facts.get(opens.section) ?? {
      namedByDot: false,
      /** Its name is also a variable, inside or outside of it. */
      ownNameInside: false,
      ownNameElsewhere: false,
      repeats: false,
      plain: false,
      means: undefined,
      inside: new Map<string, number>(),
    }
    facts.set(opens.section, fact)
    if (fact.means !== 'list') fact.means = opens.means ?? fact.means
    if (!opens.inverted) fact[opens.repeats ? 'repeats' : 'plain'] = true
  }
  for (const occurrence of occurrences)
    if (occurrence.opens === undefined) collectVariable(occurrence, facts, authorKinds)
  return facts
}

function collectVariable(
  { name, at }: Occurrence,
  facts: Map<string, SectionFacts>,
  authorKinds: ReadonlyMap<string, Kind>,
): void {
  if (name === '.') {
    const owner = dotOwner(at, authorKinds)
    const fact = owner === undefined ? undefined : facts.get(owner)
    if (fact !== undefined) fact.namedByDot = true
    return
  }
  const seen = new Set<string>()
  for (const place of enclosingSections(at)) {
    if (place.inverted || seen.has(place.section)) continue
    seen.add(place.section)
    const fact = facts.get(place.section)
    if (fact !== undefined && place.section !== name) fact.inside.set(name, (fact.inside.get(name) ?? 0) + 1)
  }
  const own = facts.get(name)
  if (own !== undefined) own[seen.has(name) ? 'ownNameInside' : 'ownNameElsewhere'] = true
}

/** The section whose item `{{.}}` means: the innermost one that is not a condition, or the innermost one if all are. */
function dotOwner(at: Occurrence['at'], authorKinds: ReadonlyMap<string, Kind>): string | undefined {
  let condition: string | undefined
  for (const { section, inverted, means } of enclosingSections(at)) {
    if (inverted || means === 'condition') continue
    if (means === 'list') return section
    const stated = authorKinds.get(section)
    if (stated === 'list') return section
    if (stated !== undefined) {
      if (stated !== 'yes_no') return undefined // `{{.}}` is the optional value itself
    } else if (readsAsCondition(section)) condition ??= section
    else return section
  }
  return condition
}
