/** Recognises errors that mean damage: a stored event or file is not what was recorded. */
import { TamperedEvent } from '../ports/events/event-log.ts'
import { DamagedDocument } from './read-template-file.ts'

export interface Damage {
  /** The finding and its place, for an operator and for the caller. */
  readonly message: string
  /** A stream with its revision, the kind of the finding and, if known, the field; or the key of an object. */
  readonly place: Readonly<Record<string, string | number>>
}

/** The damage that an error reports; undefined for any other error. */
export function damageOf(error: unknown): Damage | undefined {
  if (error instanceof DamagedDocument) return { message: describeDamage(error.message), place: { key: error.key } }
  if (!(error instanceof TamperedEvent)) return undefined
  const { stream, revision, kind, field } = error
  return {
    message: describeDamage(error.message),
    place: { stream, revision, kind, ...(field === undefined ? {} : { field }) },
  }
}

const describeDamage = (finding: string): string =>
  `${finding.replace(/\.?$/, '.')} Nothing was done with it. Tell an operator.`
