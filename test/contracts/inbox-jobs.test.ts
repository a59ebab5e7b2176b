/**
 * What wakes conversations, in memory and on the job engine: each worked by one at a time, others meanwhile, what fails
 * again.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MemoryInboxJobs } from '../../src/adapters/outbound/memory/memory-inbox-jobs.ts'
import { openGenerationJobs } from '../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import type { InboxJobs } from '../../src/ports/slack/inbox-jobs.ts'
import { freshPglite } from '../support/servers/pglite.ts'
import { quiet } from '../support/subscriptions.ts'
import { until } from '../support/until.ts'

interface Opened {
  readonly inboxJobs: InboxJobs
  readonly close: () => Promise<void>
}

const ADAPTERS: readonly [string, () => Promise<Opened>][] = [
  ['in memory', async () => ({ inboxJobs: new MemoryInboxJobs(quiet), close: async () => undefined })],
  [
    'pg-boss on PGlite',
    async () => {
      const database = await freshPglite()
      const jobs = await openGenerationJobs(database, quiet)
      return {
        inboxJobs: await jobs.openInboxJobs(),
        close: async () => {
          await jobs.close()
          await database.close()
        },
      }
    },
  ],
]

describe.each(ADAPTERS)('wake-ups of conversations: %s', (_, open) => {
  let opened: Opened
  let stopping: AbortController
  let working: Promise<void>
  beforeEach(async () => {
    opened = await open()
    stopping = new AbortController()
  })
  afterEach(async () => {
    stopping.abort()
    await working
    await opened.close()
  })
  const work = (handle: (conversation: string) => Promise<void>): void => {
    working = opened.inboxJobs.work(handle, stopping.signal)
  }

  test('a conversation is worked by one at a time, others meanwhile; what is woken meanwhile is worked once more', async () => {
    const running = new Set<string>()
    const ends: (() => void)[] = []
    let overlapped = false
    const begun: string[] = []
    work(async (conversation) => {
      overlapped ||= running.has(conversation)
      running.add(conversation)
      begun.push(conversation)
      await new Promise<void>((resolve) => ends.push(resolve))
      running.delete(conversation)
    })
    await opened.inboxJobs.enqueue('a')
    await until('the first is begun', () => begun.length === 1)
    await opened.inboxJobs.enqueue('a')
    await opened.inboxJobs.enqueue('b')
    await until('the other is begun', () => begun.includes('b'))
    expect(begun).toEqual(['a', 'b'])
    for (const end of ends.splice(0)) end()
    await until('it is worked once more', () => begun.length === 3)
    expect([begun, overlapped]).toEqual([['a', 'b', 'a'], false])
    for (const end of ends.splice(0)) end()
  })

  test('what fails is tried again after a while, and holds up nobody else', async () => {
    const seen: string[] = []
    let failures = 2
    work(async (conversation) => {
      seen.push(conversation)
      if (conversation === 'a' && failures-- > 0) throw new Error('not yet')
    })
    await opened.inboxJobs.enqueue('a')
    await opened.inboxJobs.enqueue('b')
    await until('it has succeeded', () => seen.filter((one) => one === 'a').length === 3)
    expect(seen.indexOf('b')).toBeLessThan(seen.lastIndexOf('a'))
  })

  test('what is woken while a failed one is tried again is worked, too', async () => {
    const ends: (() => void)[] = []
    let begun = 0
    work(async () => {
      if (begun++ === 0) throw new Error('not yet')
      await new Promise<void>((resolve) => ends.push(resolve))
    })
    await opened.inboxJobs.enqueue('a')
    await until('it is tried again', () => ends.length === 1)
    await opened.inboxJobs.enqueue('a')
    ends[0]?.()
    await until('it is worked once more', () => ends.length === 2)
    ends[1]?.()
    expect(begun).toBe(3)
  })

  test('what was woken before anybody works is worked when somebody does', async () => {
    await opened.inboxJobs.enqueue('early')
    const seen: string[] = []
    work(async (conversation) => void seen.push(conversation))
    await until('it is worked', () => seen.length === 1)
    expect(seen).toEqual(['early'])
  })
})
