/** Arguments of a call: from a form, where everything is a string, or from JSON. */
import { badArgument, SlackRefusal } from './error.ts'

export type Arguments = Record<string, unknown>

/** A string argument; '' counts as not given. */
export function text(args: Arguments, name: string): string | undefined {
  const value = args[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw badArgument(`must be a string [json-pointer:/${name}]`)
}

export function requiredText(args: Arguments, name: string, error?: string): string {
  const value = text(args, name)
  if (value !== undefined) return value
  throw error === undefined ? badArgument(`missing required field: ${name}`) : new SlackRefusal(error)
}

export function flag(args: Arguments, name: string): boolean {
  return ['true', '1', true, 1].includes(args[name] as string)
}

export function number(args: Arguments, name: string): number | undefined {
  const value = text(args, name)
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw badArgument(`must be an integer [json-pointer:/${name}]`)
  return Number(value)
}

/** An argument that is JSON, in a form as a string of it. */
export function json(args: Arguments, name: string, error: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value ?? undefined
  if (value === '') return undefined
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw error === 'invalid_arguments' ? badArgument(`invalid JSON [json-pointer:/${name}]`) : new SlackRefusal(error)
  }
}
