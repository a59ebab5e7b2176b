/** What is found in an event by itself, against somebody who can write to the store and hash, but has no key. */
import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { withHash } from '../../../../src/adapters/outbound/crypto/event-hash.ts'
import { macOf } from '../../../../src/adapters/outbound/crypto/event-macs.ts'
import { verifyStored, type Expected } from '../../../../src/adapters/outbound/crypto/verify-event.ts'
import type { Envelope } from '../../../../src/domain/kernel/event.ts'
import type { StoredEvent } from '../../../../src/ports/events/event-store.ts'
import type { Tampering } from '../../../../src/ports/events/findings.ts'
import { answered, commandContext, memoryLog, requested } from '../../../support/event-log.ts'

const NEW = { revision: -1, hash: '' }
const stream = `generation-${randomUUID()}`
let key: Expected['key']
let events: readonly StoredEvent[]

beforeAll(async () => {
  const { log, store, macs } = await memoryLog()
  key = macs.key
  const given = ['one', 'two', 'three'].map((name) => answered(name, name))
  await log.append(stream, NEW, [requested(), ...given], commandContext())
  events = await store.readAll(undefined, 10)
})

const envelopeOf = ({ metadata }: StoredEvent): Envelope => JSON.parse(metadata)
const kindOf = (stored: StoredEvent, expected: Partial<Expected> = {}): Tampering | undefined => {
  const verified = verifyStored(stored, { key, owed: true, ...expected })
  return 'finding' in verified ? verified.finding.kind : undefined
}

/** The event with another envelope or data, and a hash made anew; the MAC stays as it is unless it is given. */
function rehashed(stored: StoredEvent, change: Partial<Envelope>, data = stored.data): StoredEvent {
  const { hash: _, mac, ...envelope } = { ...envelopeOf(stored), ...change }
  const made = withHash(envelope, data)
  return { ...stored, data, metadata: JSON.stringify(mac === undefined ? made : { ...made, mac }) }
}

/** The event without its MAC; its hash holds. */
const withoutMac = (stored: StoredEvent): StoredEvent => {
  const { mac: _, ...envelope } = envelopeOf(stored)
  return { ...stored, metadata: JSON.stringify(envelope) }
}

test('an event as it was recorded gives its envelope', () => {
  let before = ''
  for (const stored of events) {
    expect(verifyStored(stored, { key, owed: true, before })).toEqual({ envelope: envelopeOf(stored) })
    before = envelopeOf(stored).hash
  }
})

test('the MAC is HMAC-SHA-256 over stream, revision and hash, as it is documented', () => {
  for (const stored of events) {
    const { hash, mac } = envelopeOf(stored)
    const text = `docgen event mac 1\n${stream}\n${stored.revision}\n${hash}`
    expect(mac).toBe(createHmac('sha256', key!).update(text).digest('hex'))
  }
})

describe('each finding is named:', () => {
  test.each<[Tampering, string, (two: StoredEvent) => StoredEvent]>([
    ['malformed', 'metadata that is no JSON', (two) => ({ ...two, metadata: '{' })],
    ['malformed', 'metadata that is no object', (two) => ({ ...two, metadata: 'null' })],
    ['malformed', 'a member that is not known', (two) => rehashed(two, { more: 1 } as object)],
    [
      'malformed',
      'an unknown member of an event without a MAC',
      (two) => rehashed(withoutMac(two), { v: 1 } as object),
    ],
    ['malformed', 'no hash', (two) => ({ ...two, metadata: two.metadata.replace(/"hash":"\w+",/, '') })],
    ['exchanged', 'another id', (two) => ({ ...two, id: randomUUID() })],
    ['exchanged', 'another type', (two) => ({ ...two, type: 'ListItemAdded' })],
    ['changed', 'another answer', (two) => ({ ...two, data: two.data.replace('"name":"one"', '"name":"six"') })],
    ['changed', 'another time', (two) => ({ ...two, metadata: two.metadata.replace('2026', '2025') })],
    ['forged', 'another answer, hashed anew', (two) => rehashed(two, {}, two.data.replace('one', 'six'))],
    ['forged', 'another time, hashed anew', (two) => rehashed(two, { at: '2025-01-01T00:00:00.000Z' })],
    ['forged', 'chained to another event', (two) => rehashed(two, { previous_hash: 'f'.repeat(64) })],
    ['forged', 'a MAC by another key', (two) => rehashed(two, { mac: otherMac(two) })],
    ['forged', 'in another stream', (two) => ({ ...two, stream: `generation-${randomUUID()}` })],
    ['forged', 'a MAC that is no text', (two) => rehashed(two, { mac: 7 } as object)],
    ['mac_missing', 'no MAC', withoutMac],
    ['moved', 'another revision', (two) => ({ ...two, revision: 3 })],
  ])('%s: %s', (kind, _, tamper) => {
    expect(kindOf(tamper(events[1]!))).toBe(kind)
  })

  const otherMac = (stored: StoredEvent): string => {
    const { hash } = envelopeOf(stored)
    return macOf(otherKey, { stream, revision: stored.revision, hash })
  }
  const otherKey = createSecretKey(randomBytes(32))

  test('not_following: the event before it is another one', () => {
    expect(kindOf(events[2]!, { before: envelopeOf(events[0]!).hash })).toBe('not_following')
    expect(kindOf(events[2]!, { before: envelopeOf(events[1]!).hash })).toBeUndefined()
  })

  test('a finding says the place, and no value', () => {
    const forged = rehashed(events[1]!, {}, events[1]!.data.replace('one', 'mallory'))
    const verified = verifyStored(forged, { key, owed: true })
    expect(verified).toMatchObject({ finding: { stream, revision: 1, kind: 'forged' } })
    expect(JSON.stringify(verified)).not.toContain('mallory')
  })
})

test('an event of before the MACs, which owes none, verifies by its hash and its whole schema', () => {
  expect(kindOf(withoutMac(events[1]!), { owed: false })).toBeUndefined()
  const changed = withoutMac(rehashed(events[1]!, { surface: 'fax' } as object))
  expect(kindOf(changed, { owed: false })).toBe('malformed')
})

test('without a key anybody can verify the hash, whether there is a MAC or none', () => {
  const keyless = { key: undefined, owed: false }
  expect(kindOf(events[1]!, keyless)).toBeUndefined()
  expect(kindOf({ ...events[1]!, data: '{}' }, keyless)).toBe('changed')
})

test('one byte anywhere in the texts of an event is found', () => {
  const stored = events[1]!
  for (const part of ['data', 'metadata'] as const)
    for (let at = 0; at < stored[part].length; at++) {
      const other = stored[part][at] === 'x' ? 'y' : 'x'
      const text = stored[part].slice(0, at) + other + stored[part].slice(at + 1)
      expect(kindOf({ ...stored, [part]: text }), `${part} at ${at}`).toBeDefined()
    }
})

test('a metadata text that says the same in other words is as good: hashes stand over what it says', () => {
  const spaced = { ...events[1]!, metadata: events[1]!.metadata.replaceAll('":"', '": "') }
  expect(kindOf(spaced)).toBeUndefined()
})
