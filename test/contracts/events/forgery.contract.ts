/**
 * What somebody tries who can write to a store of events, and hash, but has no master key: every try is refused by the
 * first read, with its kind. `rewrite` changes the stored rows behind the store's back.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { withHash } from '../../../src/adapters/outbound/crypto/event-hash.ts'
import { eventMacs } from '../../../src/adapters/outbound/crypto/event-macs.ts'
import { SealedEventLog } from '../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { MemoryDocumentStore } from '../../../src/adapters/outbound/memory/memory-document-store.ts'
import type { Envelope } from '../../../src/domain/kernel/event.ts'
import type { EventStore, StoredEvent } from '../../../src/ports/events/event-store.ts'
import type { Tampering } from '../../../src/ports/events/findings.ts'
import { MemoryDataKeys } from '../../doubles/memory-data-keys.ts'
import { answered, commandContext, macsFromTheBeginning, requested } from '../../support/event-log.ts'
import { localKeys } from '../../support/keys/master-keys.ts'

/** What of a stored event is put in its place. */
export type Rewritten = Partial<Pick<StoredEvent, 'id' | 'type' | 'data' | 'metadata'>>

export interface OpenToForgery {
  readonly store: EventStore
  /** Writes over an event that is stored. */
  readonly rewrite: (stored: StoredEvent, change: Rewritten) => Promise<unknown>
  readonly close: () => Promise<void>
}

type Metadata = Record<string, unknown>

/** The event with other data or members of its envelope, its hash made anew. */
function rehash({ data, metadata }: StoredEvent, change: { data?: string; envelope?: Metadata }): Rewritten & Hashed {
  const { hash: _, mac, ...envelope } = { ...(JSON.parse(metadata) as Envelope), ...change.envelope }
  const made = withHash(envelope, change.data ?? data)
  const text = JSON.stringify({ ...made, ...(mac === undefined ? {} : { mac }) })
  return { data: change.data ?? data, metadata: text, hash: made.hash }
}

interface Hashed {
  readonly hash: string
}

const ANSWER = '{"name":"one","kind":"text","value":"Mallory","next":null}'

export function forgeryContract(name: string, open: () => Promise<OpenToForgery>): void {
  describe(`forging without a key: ${name}`, () => {
    let opened: OpenToForgery
    let keys: EnvelopeKeyRing
    let log: SealedEventLog
    let before: SealedEventLog
    beforeAll(async () => {
      opened = await open()
      keys = await EnvelopeKeyRing.open(localKeys(), new MemoryDataKeys())
      const parts = { store: opened.store, keys, documents: new MemoryDocumentStore() }
      const macs = await macsFromTheBeginning(keys)
      log = new SealedEventLog({ ...parts, macs })
      before = new SealedEventLog({ ...parts, macs: eventMacs(macs.key, () => false, false) })
    })
    afterAll(() => opened.close())

    /** A stream of four events, and how to change what is stored of it. */
    async function written(by: SealedEventLog) {
      const stream = `generation-${randomUUID()}`
      const answers = ['one', 'two', 'three'].map((of) => answered(of, of))
      await by.append(stream, { revision: -1, hash: '' }, [requested(), ...answers], commandContext())
      return { stream, stored: await Array.fromAsync(opened.store.readStream(stream, 0)) }
    }

    /** From this event on, all are hashed and chained anew; the first with a change. */
    async function rechain(stored: readonly StoredEvent[], from: number, change: Parameters<typeof rehash>[1]) {
      let previous_hash: string | undefined
      for (const event of stored.slice(from)) {
        const link = previous_hash === undefined ? change : { envelope: { previous_hash } }
        const { hash, ...row } = rehash(event, link)
        await opened.rewrite(event, row)
        previous_hash = hash
      }
    }

    type Attack = (stored: readonly StoredEvent[]) => Promise<unknown>
    const [FIRST, SECOND] = [1, 2]
    const attacks: readonly [string, Tampering, Attack][] = [
      ['an open field, its hash left', 'changed', ([, one]) => opened.rewrite(one!, { data: ANSWER })],
      [
        'an answer, its hash made anew',
        'forged',
        ([, one]) => opened.rewrite(one!, row(rehash(one!, { data: ANSWER }))),
      ],
      [
        'a time, its hash made anew',
        'forged',
        ([, one]) => opened.rewrite(one!, row(rehash(one!, { envelope: { at: '2020-01-01T00:00:00.000Z' } }))),
      ],
      ['an answer, and the stream chained anew behind it', 'forged', (all) => rechain(all, FIRST, { data: ANSWER })],
      ['the whole stream chained anew', 'forged', (all) => rechain(all, 0, { envelope: { actor: 'key:mallory' } })],
      [
        'the whole stream chained anew, its MACs left out',
        'mac_missing',
        async (all) => {
          let previous_hash = ''
          for (const event of all) {
            const { hash, ...unsigned } = rehash(event, { envelope: { previous_hash, mac: undefined } })
            await opened.rewrite(event, unsigned)
            previous_hash = hash
          }
        },
      ],
      [
        'one event by another of its stream',
        'moved',
        ([, one, two]) => opened.rewrite(one!, { id: two!.id, data: two!.data, metadata: two!.metadata }),
      ],
      [
        'a whole event by one with another id',
        'forged',
        ([, one]) => {
          const id = randomUUID()
          return opened.rewrite(one!, { id, ...row(rehash(one!, { data: ANSWER, envelope: { id } })) })
        },
      ],
      ['the id beside the envelope', 'exchanged', ([, one]) => opened.rewrite(one!, { id: randomUUID() })],
    ]

    test.each(attacks)('replacing %s: %s', async (_, kind, attack) => {
      const { stream, stored } = await written(log)
      await log.read(stream, 0)
      await attack(stored)
      await expect(log.read(stream, 0)).rejects.toMatchObject({ name: 'TamperedEvent', stream, kind })
    })

    test('an event of another stream put in: forged', async () => {
      const [{ stream, stored }, other] = [await written(log), await written(log)]
      const { id, data, metadata } = other.stored[FIRST]!
      await opened.rewrite(stored[FIRST]!, { id, data, metadata })
      await expect(log.read(stream, 0)).rejects.toMatchObject({ kind: 'forged', revision: FIRST })
    })

    test('an event written behind the stream’s last, with no MAC: mac_missing, from wherever it is read', async () => {
      const { stream, stored } = await written(log)
      const last = stored.at(-1)!
      const { hash: previous_hash } = JSON.parse(last.metadata) as Envelope
      const id = randomUUID()
      const { data, metadata } = rehash(last, { data: ANSWER, envelope: { id, previous_hash, mac: undefined } })
      await opened.store.append(stream, last.revision, [{ id, type: last.type, data: data!, metadata: metadata! }])
      for (const from of [0, last.revision, last.revision + 1])
        await expect(log.read(stream, from)).rejects.toMatchObject({ kind: 'mac_missing', revision: last.revision + 1 })
    })

    test('in a history of before the MACs: no value in a sealed field, and the chain holds', async () => {
      const one = await written(before)
      await rechain(one.stored, FIRST, { data: ANSWER })
      await expect(before.read(one.stream, 0)).rejects.toMatchObject({ kind: 'unsealed', field: 'value' })
      const two = await written(before)
      await opened.rewrite(two.stored[FIRST]!, row(rehash(two.stored[FIRST]!, { envelope: { actor: 'key:mallory' } })))
      await expect(before.read(two.stream, 0)).rejects.toMatchObject({ kind: 'not_following', revision: SECOND })
    })

    test('nothing is found in what was left alone', async () => {
      const { stream } = await written(log)
      expect(await log.read(stream, 0)).toHaveLength(4)
      const old = await written(before)
      expect(await before.read(old.stream, 0)).toHaveLength(4)
    })
  })
}

const row = ({ hash: _, ...texts }: Rewritten & Hashed): Rewritten => texts
