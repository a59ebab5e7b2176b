/** What a template shows about each of its sections, collected in one pass over the occurrences. */
import { readsAsCondition } from './variable-names.ts'
import { enclosingSections, type Occurrence } from './outline-occurrences.ts'
import type { Kind } from '../question.ts'

export interface SectionFacts {
  namedByDot: boolean
  ownNameInside: boolean
  ownNameElsewhere: boolean
  repeats: boolean
  plain: boolean
  readonly inside: Map<string, number>
}

export function collectFacts(
  occurrences: readonly Occurrence[],
  authorKinds: ReadonlyMap<string, Kind>,
): Map<string, SectionFacts> {
  const facts = new Map<string, SectionFacts>()
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
  const around = new Set<string>()
  for (const place of enclosingSections(at)) {
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
  for (const { section, inverted } of enclosingSections(at)) {
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
