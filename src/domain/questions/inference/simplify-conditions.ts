/** Simplifies `when`: removes repeated, contradictory and implied alternatives. */
import type { Condition } from '../question.ts'

type Alternative = readonly Condition[]

/**
 * Up to this many alternatives are compared pair by pair. Beyond, only equal ones are dropped: the meaning is the same.
 */
const MAX_PAIRWISE = 64

/**
 * Simplifies alternatives, each from the outermost section to the innermost. An alternative without conditions makes
 * the result `[]`; one that includes another is dropped; two that differ in the sign of one condition are merged
 * without it.
 */
export function simplifyConditions(alternatives: readonly Alternative[]): Alternative[] {
  let kept = dropDuplicates(alternatives.map(withoutRepetition).filter((alternative) => alternative !== undefined))
  if (kept.length > MAX_PAIRWISE) return kept.some((alternative) => alternative.length === 0) ? [] : kept
  for (;;) {
    if (kept.some((alternative) => alternative.length === 0)) return []
    const merged = mergeOnce(dropImplied(kept))
    if (merged.done) return merged.alternatives
    kept = dropDuplicates(merged.alternatives)
  }
}

/** Each condition once; undefined where two contradict each other. */
function withoutRepetition(conditions: Alternative): Alternative | undefined {
  const seen = new Map<string, boolean>()
  const once: Condition[] = []
  for (const condition of conditions) {
    const before = seen.get(condition.section)
    if (before === undefined) {
      seen.set(condition.section, condition.is)
      once.push(condition)
    } else if (before !== condition.is) return undefined
  }
  return once
}

const keyOf = (condition: Condition): string => `${condition.is ? '+' : '-'}${condition.section}`

function dropDuplicates(alternatives: readonly Alternative[]): Alternative[] {
  const byKey = new Map<string, Alternative>()
  for (const alternative of alternatives) {
    const key = JSON.stringify(alternative.map(keyOf).sort())
    if (!byKey.has(key)) byKey.set(key, alternative)
  }
  return [...byKey.values()]
}

function dropImplied(alternatives: readonly Alternative[]): Alternative[] {
  const sets = alternatives.map((alternative) => new Set(alternative.map(keyOf)))
  return alternatives.filter((_, index) => {
    const mine = sets[index] ?? new Set()
    return !sets.some((other, at) => at !== index && other.size < mine.size && [...other].every((key) => mine.has(key)))
  })
}

/** Joins the first pair that differs only in the sign of one condition. */
function mergeOnce(alternatives: Alternative[]): { readonly done: boolean; readonly alternatives: Alternative[] } {
  for (const [index, one] of alternatives.entries()) {
    const signs = new Map(one.map((condition) => [condition.section, condition.is]))
    for (const [offset, other] of alternatives.slice(index + 1).entries()) {
      if (other.length !== one.length || !other.every((condition) => signs.has(condition.section))) continue
      const differing = other.filter((condition) => signs.get(condition.section) !== condition.is)
      if (differing.length !== 1) continue
      const joined = one.filter((condition) => condition.section !== differing[0]?.section)
      return { done: false, alternatives: alternatives.with(index, joined).toSpliced(index + 1 + offset, 1) }
    }
  }
  return { done: true, alternatives }
}
