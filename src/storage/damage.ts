/** Errors that say: what is stored is not what was recorded. Somebody wrote to a store, or it was damaged. */
import { TamperedEvent } from '../ports/events/event-log.ts'
import { DamagedDocument } from './read-template-file.ts'

export interface Damage {
  /** What was found, and where; for an operator, and for whoever asked. */
  readonly message: string
  /** Where: a stream with its revision and, where it shows in one, the field; or the key of an object. */
  readonly place: Readonly<Record<string, string | number>>
}

/** The damage that an error tells of; undefined for any other error. */
export function damageOf(error: unknown): Damage | undefined {
  if (error instanceof DamagedDocument) return { message: describeDamage(error.message), place: { key: error.key } }
  if (!(error instanceof TamperedEvent)) return undefined
  const { stream, revision, field } = error
  return {
    message: describeDamage(error.message),
    place: { stream, revision, ...(field === undefined ? {} : { field }) },
  }
}

const describeDamage = (finding: string): string =>
  `${finding.replace(/\.?$/, '.')} Nothing was done with it. Tell an operator.`
