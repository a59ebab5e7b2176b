/** Items that cannot be worked do not make each other wait ever longer. */
import { expect, test } from 'vitest'
import { processConversation } from '../../../../../src/adapters/inbound/slack/transport/inbox/work-conversation.ts'
import type { WorkerDeps } from '../../../../../src/adapters/inbound/slack/transport/inbox/worker-deps.ts'

/** Seconds that a job waits before it is tried again: doubled each time, as the queue does. */
const waitAfter = (tries: number): number => Math.min(30, 2 ** (tries - 1))

/** Works a conversation's items until nothing is left; gives the seconds waited, and what became of the items. */
async function work(
  outcomes: Record<string, number>,
): Promise<{ waited: number; done: string[]; parked: string[]; told: string[] }> {
  const [done, parked, told]: [string[], string[], string[]] = [[], [], []]
  const items = Object.keys(outcomes).map((id) => ({ id, attempts: 0 }))
  let jobs = 1
  let waited = 0
  const deps = {
    inbox: {
      beginNext: async () => {
        const [item] = items
        if (item === undefined) return undefined
        item.attempts += 1
        return { ...item, payload: JSON.stringify(item), received_at: '2026-11-30T10:00:00.000Z' }
      },
      markDone: async (id: string) => void (items.shift(), done.push(id)),
      markFailed: async (id: string, _: string, given_up: boolean) =>
        void (given_up && (items.shift(), parked.push(id))),
    },
    jobs: { enqueue: async () => void (jobs += 1) },
    isInstalled: async () => true,
    tellSetAside: async ({ id }: { id: string }) => void told.push(id),
    processEvent: async () => {
      const [item] = items
      if (item !== undefined && item.attempts <= (outcomes[item.id] ?? 0)) throw new Error('not now')
    },
    clock: { now: () => '2026-11-30T10:00:00.000Z' },
    logger: { error: () => undefined },
  } as unknown as WorkerDeps
  for (; jobs > 0; jobs -= 1) {
    for (let tries = 1; ; tries += 1) {
      const failed = await processConversation(deps, 'c').then(
        () => false,
        () => true,
      )
      if (!failed) break
      waited += waitAfter(tries)
    }
  }
  return { waited, done, parked, told }
}

test('ten items that never work take ten times as long as one, and are set aside', async () => {
  const one = await work({ a: 99 })
  expect(one.parked).toEqual(['a'])
  const ten = await work(Object.fromEntries([...'abcdefghij'].map((id) => [id, 99])))
  expect(ten.parked).toHaveLength(10)
  expect(ten.told).toEqual(ten.parked)
  expect(ten.waited).toBe(10 * one.waited)
})

test('after an item that worked at its fifth try the next begins with short waits', async () => {
  const { waited, done } = await work({ a: 4, b: 1, c: 0 })
  expect(done).toEqual(['a', 'b', 'c'])
  expect(waited).toBe(1 + 2 + 4 + 8 + 1)
})
