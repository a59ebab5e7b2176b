/**
 * Small checks from which the Block Kit validator is put together; each reports its problems in the shape of Slack's
 * `blocks.validate`.
 */

/**
 * One thing Slack would refuse. `pointer` is a JSON pointer into the payload, e.g. `/blocks/0/elements/1/text/text`.
 */
export interface Problem {
  pointer: string
  code:
    | 'failed_constraint'
    | 'missing_field'
    | 'invalid_additional_property'
    | 'unsupported_type'
    | 'duplicate_id'
    | 'not_allowed_here'
  message: string
  constraint: { type: string; expected: unknown; got?: unknown }
}

/** Where blocks can stand. */
export type Surface = 'message' | 'modal' | 'home'

/** The spot a check looks at, and what the whole payload has used up so far. */
export interface Place {
  pointer: string
  surface: Surface
  problems: Problem[]
  blockIds: Set<string>
  /** The action ids of the block at hand: they are unique within one block. */
  actionIds: Set<string>
  /** How many elements ask for the focus: one a view. */
  focused: { count: number }
}

export type Check = (value: unknown, place: Place) => void
export type Fields = Record<string, Check | { required: Check }>

/** The outermost place of a payload. */
export function placeOf(surface: Surface, pointer = ''): Place {
  return { pointer, surface, problems: [], blockIds: new Set(), actionIds: new Set(), focused: { count: 0 } }
}

export const inside = (place: Place, key: string | number): Place => ({ ...place, pointer: `${place.pointer}/${key}` })

export function report(
  place: Place,
  message: string,
  type: string,
  expected: unknown,
  code: Problem['code'] = 'failed_constraint',
): void {
  place.problems.push({ pointer: place.pointer, code, message, constraint: { type, expected } })
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A string of `min` to `max` characters. */
export const string =
  (max: number, min = 1): Check =>
  (value, place) => {
    if (typeof value !== 'string') report(place, 'must be a string', 'type', 'string')
    else if (value.length > max) report(place, `must be less than ${max + 1} characters`, 'max_length', max)
    else if (value.length < min) report(place, `must be more than ${min - 1} characters`, 'min_length', min)
  }

/** A string of a fixed form; `expected` names the form for the reader. */
export const matching =
  (form: RegExp, expected: string, also: (text: string) => boolean = () => true): Check =>
  (value, place) => {
    if (typeof value !== 'string' || !form.test(value) || !also(value))
      report(place, `must be ${expected}`, 'format', expected)
  }

export const oneOf =
  (...values: unknown[]): Check =>
  (value, place) => {
    if (!values.includes(value)) report(place, 'must be a valid enum value', 'enum', values)
  }

export const boolean: Check = (value, place) => {
  if (typeof value !== 'boolean') report(place, 'must be a boolean', 'type', 'boolean')
}

export const integer =
  (min: number, max: number): Check =>
  (value, place) => {
    if (!Number.isInteger(value)) report(place, 'must be an integer', 'type', 'integer')
    else if ((value as number) < min || (value as number) > max)
      report(place, `must be between ${min} and ${max}`, 'range', [min, max])
  }

/** A list of `min` to `max` items, each of which passes `item`. */
export const list =
  (item: Check, max: number, min = 1): Check =>
  (value, place) => {
    if (!Array.isArray(value)) return report(place, 'must be an array', 'type', 'array')
    if (value.length > max) report(place, `no more than ${max} items allowed`, 'max_items', max)
    if (value.length < min) report(place, `no fewer than ${min} items allowed`, 'min_items', min)
    for (const [index, each] of value.entries()) item(each, inside(place, index))
  }

export const required = (check: Check): { required: Check } => ({ required: check })

/** An object with these fields and no others. */
export const object =
  (fields: Fields): Check =>
  (value, place) => {
    if (!isRecord(value)) return report(place, 'must be an object', 'type', 'object')
    for (const key of Object.keys(value)) {
      if (!(key in fields) && value[key] !== undefined) {
        report(
          place,
          `invalid additional property: ${key}`,
          'additional_properties',
          Object.keys(fields),
          'invalid_additional_property',
        )
      }
    }
    for (const [key, rule] of Object.entries(fields)) {
      const needed = typeof rule !== 'function'
      if (value[key] !== undefined) (needed ? rule.required : rule)(value[key], inside(place, key))
      else if (needed) report(place, `missing required field: ${key}`, 'required', key, 'missing_field')
    }
  }

/** All of these checks, one after the other. */
export const all =
  (...checks: Check[]): Check =>
  (value, place) => {
    for (const check of checks) check(value, place)
  }

/** A rule over a whole object, looked at only when it is one. */
export const rule =
  (look: (value: Record<string, unknown>, place: Place) => void): Check =>
  (value, place) => {
    if (isRecord(value)) look(value, place)
  }

/** The check that belongs to the object's `type`; a type that is not listed may not stand here. */
export const byType =
  (checks: Record<string, Check>): Check =>
  (value, place) => {
    if (!isRecord(value)) return report(place, 'must be an object', 'type', 'object')
    const check =
      typeof value['type'] === 'string' && Object.hasOwn(checks, value['type']) ? checks[value['type']] : undefined
    if (check) check(value, place)
    else if (value['type'] === undefined)
      report(place, 'missing required field: type', 'required', 'type', 'missing_field')
    else
      report(
        inside(place, 'type'),
        `unsupported type: ${JSON.stringify(value['type'])}`,
        'enum',
        Object.keys(checks),
        'unsupported_type',
      )
  }
