/**
 * Checks that a stored event is as it was recorded, and where it was recorded. It is quick enough for a scan of a whole
 * log: an event whose MAC is right was checked against the schema by whoever wrote it.
 */
import type { KeyObject } from 'node:crypto'
import { envelopeSchema, type Envelope } from '../../../domain/kernel/event.ts'
import type { StoredEvent } from '../../../ports/events/event-store.ts'
import { TAMPERINGS, type EventFinding, type Tampering } from '../../../ports/events/findings.ts'
import { bearsItsHash } from './event-hash.ts'
import { macOf } from './event-macs.ts'

export interface Expected {
  /** The key of MACs; without it only the open hash is checked. */
  readonly key: KeyObject | undefined
  /** Whether the event owes a MAC. */
  readonly owed: boolean
  /** The hash of the event before it, empty for none; undefined where it is not known. */
  readonly before?: string | undefined
}

/** An event that is as it was recorded, or what is wrong with it. */
export type Verified = { readonly envelope: Envelope } | { readonly finding: EventFinding }

/** Verifies a stored event by itself: its envelope, its hash, its MAC, and the hash before it where that is known. */
export function verifyStored(stored: StoredEvent, { key, owed, before }: Expected): Verified {
  const read = readEnvelope(stored.metadata, key === undefined)
  if (typeof read === 'string') return found(stored, 'malformed', `its envelope is not one of ours at “${read}”`)
  if (read.id !== stored.id || read.type !== stored.type) return found(stored, 'exchanged')
  if (!bearsItsHash(read, stored.metadata, stored.data)) return found(stored, 'changed')
  if (key !== undefined && read.mac === undefined && owed) return found(stored, 'mac_missing')
  if (key !== undefined && read.mac !== undefined && read.mac !== macOf(key, placed(stored, read)))
    return wrongMac(stored, read, key)
  if (before !== undefined && read.previous_hash !== before) return found(stored, 'not_following')
  return { envelope: read }
}

const found = ({ stream, revision }: StoredEvent, kind: Tampering, words: string = TAMPERINGS[kind]): Verified => ({
  finding: { stream, revision, kind, words },
})

const placed = ({ stream, revision }: StoredEvent, { hash }: Envelope) => ({ stream, revision, hash })

// ---- envelopes

const MEMBERS = new Set(Object.keys(envelopeSchema.shape))

/** The envelope in a text, or the path of the member that is wrong in it. */
function readEnvelope(metadata: string, unproved: boolean): Envelope | string {
  const given = parseObject(metadata)
  if (given === undefined) return ''
  // What a MAC will prove needs no second look at each member, but one that a later version added is not known here.
  if (!unproved && given.mac !== undefined)
    return typeof given.hash === 'string' ? (Object.keys(given).find((name) => !MEMBERS.has(name)) ?? given) : 'hash'
  const parsed = envelopeSchema.safeParse(given)
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.path.join('.') ?? '')
}

function parseObject(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Envelope) : undefined
  } catch {
    return undefined
  }
}

// ---- MACs that are wrong

/** How far from its place an event is looked for that does not belong there. */
const NEAR = 1000

function wrongMac(stored: StoredEvent, envelope: Envelope, key: KeyObject): Verified {
  const first = Math.max(0, stored.revision - NEAR)
  for (let revision = first; revision <= stored.revision + NEAR; revision++)
    if (macOf(key, { ...placed(stored, envelope), revision }) === envelope.mac)
      return found(stored, 'moved', `it was recorded as event ${revision} of its stream`)
  return found(stored, 'forged')
}
