/**
 * Looks names up in the item of a loop and then in the contexts around it, and refuses what is not there.
 */
import { Refused } from '../../domain/kernel/errors.ts'
import { CONTENT_ID, type RenderContext, type RenderValue } from '../../domain/template/render-data.ts'
import { isYesNo } from './values.ts'

export interface Scope {
  readonly values: RenderContext
  readonly outer: Scope | undefined
  /** 0 in the first round of all loops round it, else a number of its own in this document. */
  readonly serial: number
  readonly serials: { last: number }
  /** The value of a section is its own item: not a round of a list. */
  readonly isItem?: boolean | undefined
  /** In a round of a list with several items: the number of its own, from 1. */
  readonly ordinal?: number | undefined
}

/** The scope of a document's answers. */
export const createScope = (values: RenderContext): Scope => ({
  values,
  outer: undefined,
  serial: 0,
  serials: { last: 0 },
})

/** The value of a name. Throws Refused (`unprocessable`) that names the variable when there is none. */
export function lookUp(scope: Scope, name: string): RenderValue {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (Object.hasOwn(at.values, name)) {
      const value = at.values[name]
      if (value !== undefined && value !== null) return value
    }
  }
  // Only documents that are recorded carry one.
  if (name === CONTENT_ID) return ''
  throw new Refused({
    code: 'unprocessable',
    message: `There is no value for "${name}". Give one (false for a section that is to be left out).`,
    details: { variable: name, reason: 'missing' },
  })
}

/** The rounds of a section: none when it is not shown, and the scope of each round otherwise. */
export function iterationScopes(scope: Scope, name: string, inverted: boolean): readonly Scope[] {
  const value = lookUp(scope, name)
  const shown = isTruthy(value)
  if (inverted) return shown ? NONE : [scope]
  if (!shown) return NONE
  const { serials } = scope
  if (Array.isArray(value)) {
    const items = value as readonly RenderContext[]
    return items.map((values, index) => ({
      values,
      outer: scope,
      serial: index === 0 ? scope.serial : ++serials.last,
      serials,
      ordinal: items.length > 1 ? index + 1 : undefined,
    }))
  }
  // A text or rich value is the section's own item, so that `{{.}}` prints it.
  return [
    value === true || isYesNo(value)
      ? scope
      : { values: { '.': value }, outer: scope, serial: scope.serial, serials, isItem: true },
  ]
}

/** A scope in which names without a value are empty: they print nothing, and show no section. */
export const withoutMissing = (scope: Scope, names: readonly string[]): Scope => ({
  values: Object.fromEntries(names.filter((each) => !hasValue(scope, each)).map((each) => [each, ''])),
  outer: scope,
  serial: scope.serial,
  serials: scope.serials,
  isItem: true,
})

function hasValue(scope: Scope, name: string): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer)
    if (Object.hasOwn(at.values, name) && at.values[name] !== undefined && at.values[name] !== null) return true
  return false
}

/** The scope around the list whose round this is. */
export function aroundRounds(scope: Scope): Scope {
  let at = scope
  while (at.isItem === true && at.outer !== undefined) at = at.outer
  return at.outer ?? at
}

/** Whether a section's condition holds. */
export const isSectionShown = (scope: Scope, name: string, inverted: boolean): boolean =>
  isTruthy(lookUp(scope, name)) !== inverted

/** Shown: `true`, a non-empty string, a non-empty list, any rich value. */
function isTruthy(value: RenderValue): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value !== ''
  if (isYesNo(value)) return value.yes
  return !Array.isArray(value) || value.length > 0
}

const NONE: readonly Scope[] = []
