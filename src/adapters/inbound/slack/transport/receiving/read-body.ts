/**
 * Reads the body of a request from Slack: JSON for events, a form for commands, JSON inside a form for interactions.
 */

/** A JSON object with unknown fields. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of a body; undefined when it does not match its content type, or has one that Slack does not send. */
export function readBody(contentType: string | undefined, body: string): Fields | undefined {
  switch (contentType?.split(';')[0]?.trim().toLowerCase()) {
    case 'application/json':
      return parseJson(body)
    case 'application/x-www-form-urlencoded': {
      const form = new URLSearchParams(body)
      const payload = form.get('payload')
      return payload === null ? Object.fromEntries(form) : parseJson(payload)
    }
    default:
      return undefined
  }
}

/** The object that a JSON text is; undefined for any other value, and for no JSON. */
export function parseJson(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The value at a path of fields; undefined where one is missing. */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const name of path) {
    if (!isFields(here) || !Object.hasOwn(here, name)) return undefined
    here = here[name]
  }
  return here
}

/** The text at a path; undefined where there is none, or an empty one. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = fieldAt(value, ...path)
  return typeof found === 'string' && found !== '' ? found : undefined
}
