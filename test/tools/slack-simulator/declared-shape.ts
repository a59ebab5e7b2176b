/** Reads an interface in a package's `.d.ts` file: the properties it requires, and the plain types of all of them. */
import { readFileSync } from 'node:fs'

export interface DeclaredProperty {
  name: string
  required: boolean
  type: string
}

/** The properties of `interface NAME` in a declaration file of a package, those it extends not included. */
export function declared(file: string, name: string): DeclaredProperty[] {
  const source = readFileSync(new URL(`../../../node_modules/${file}`, import.meta.url), 'utf8').replaceAll(
    /\/\*[\s\S]*?\*\//g,
    '',
  )
  const start = new RegExp(`interface ${name}\\b[^{]*\\{`).exec(source)
  if (!start) throw new Error(`${file} declares no interface ${name}.`)
  const properties: DeclaredProperty[] = []
  let depth = 1
  for (const line of source.slice(start.index + start[0].length).split('\n')) {
    const [, property, optional, type = ''] = (depth === 1 && /^\s*(\w+)(\?)?:\s*(.*?);?\s*$/.exec(line)) || []
    if (property !== undefined) properties.push({ name: property, required: optional === undefined, type })
    depth += line.split('{').length - line.split('}').length
    if (depth === 0) return properties
  }
  throw new Error(`The interface ${name} in ${file} has no end.`)
}

const CHECKS: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  'string | null': (value) => value === null || typeof value === 'string',
  'string[]': (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  'string[] | null': (value) => value === null || Array.isArray(value),
  true: (value) => value === true,
}

/**
 * Where a payload differs from the declared properties: what is required and missing, and what is of another plain
 * type.
 */
export function differences(properties: DeclaredProperty[], payload: Record<string, unknown>): string[] {
  return properties.flatMap(({ name, required, type }) => {
    const value = payload[name]
    if (type === 'undefined') return value === undefined ? [] : [`${name} is there`]
    if (value === undefined) return required ? [`${name} is missing`] : []
    const literal = /^'(\w+)'$/.exec(type)?.[1]
    if (literal !== undefined) return value === literal ? [] : [`${name} is not ${literal}`]
    return CHECKS[type]?.(value) === false ? [`${name} is no ${type}`] : []
  })
}
