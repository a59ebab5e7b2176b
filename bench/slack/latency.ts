/**
 * How fast the service is in Slack: `npm run bench:slack [-- --postgres]`. The service as it is started for use, in a
 * process of its own, against the simulated Slack, on the embedded database or on a Postgres.
 *
 * Answers: people hold conversations and think for a while before each answer; counted is from the moment an answer is
 * sent to the service to the moment its next question arrives at Slack. Acks: 50 messages, clicks and forms a second;
 * counted is from the request to its 200.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../tools/slack-simulator/state/random.ts'
import { percentile, table } from '../support/figures.ts'
import { ACTS, acks } from './acks.ts'
import { retryOnWarning } from './retry.ts'
import { findNewestPrompt, listRootMessages } from './thread.ts'
import { LAW, LAWS, NOTARY, openWorld } from './test-bed.ts'

/** So many post less than Slack takes of a workspace, so that nothing is measured but the service. */
const PEOPLE = 8
const SECONDS = 40
const A_SECOND = 50
const THINKS_MS = 1500
const ACK_P99_MS = 300
const QUESTION_P95_MS = 400

const postgres = process.argv.includes('--postgres')
const world = await openWorld({ postgres, seed: 1 })
const { slack, acme } = world
const people = Array.from({ length: PEOPLE }, (_, number) => acme.person(`person${number}`))
const seeded = createRandom(1)

/** When the latest question or review of each thread arrived. */
const posted = new Map<string, number>()
slack.state.listeners.add((happening) => {
  if (happening.kind === 'posted' && happening.message.botId !== undefined && happening.message.threadTs !== undefined)
    posted.set(happening.message.threadTs, performance.now())
})

/**
 * One conversation after the other until it is time; gives how long each next question took, by how it was answered.
 */
async function converse(
  person: (typeof people)[number],
  until: number,
  taken: { readonly how: 'typed' | 'clicked'; readonly ms: number }[],
): Promise<void> {
  while (performance.now() < until) {
    const before = listRootMessages(person).length
    await retryOnWarning(
      () => person.command('/docgen', world.template),
      () => listRootMessages(person).length > before,
    )
    const { ts: root } = await person.waitUntil('the conversation to begin', () => listRootMessages(person)[before])
    for (let after = root; ;) {
      const asked = await person.waitUntil('what comes next', () => findNewestPrompt(person, root, after))
      if (asked.kind !== 'question') break
      after = asked.seen.ts
      await sleep(THINKS_MS * (1 + seeded.next()))
      const how = asked.label === LAW || asked.label === NOTARY ? 'clicked' : 'typed'
      const at = performance.now()
      await (how === 'clicked'
        ? person.click(asked.label === LAW ? LAWS[1] : 'Yes', { on: asked.seen })
        : person.say('An answer', { thread: asked.seen }))
      const next = await person.waitUntil('the next question', () => findNewestPrompt(person, root, after))
      if (next.kind === 'question' || next.kind === 'review')
        taken.push({ how, ms: (posted.get(root) ?? Number.NaN) - at })
    }
  }
}

async function answers(seconds: number) {
  const taken: { readonly how: 'typed' | 'clicked'; readonly ms: number }[] = []
  const until = performance.now() + seconds * 1000
  await Promise.all(people.map((person) => converse(person, until, taken)))
  return taken
}

const figuresOf = (what: string, all: readonly number[], target: string) => {
  const at = (share: number): number => Math.round(percentile(all, share) * 10) / 10
  return {
    what,
    times: all.length,
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'p99 ms': at(0.99),
    'slowest ms': at(1),
    target,
  }
}

await answers(5)
const answered = await answers(SECONDS)
const users = Array.from({ length: 100 }, (_, number) => acme.person(`user${number}`).id)
await acks(world, users, { a_second: A_SECOND, seconds: 5 })
const acked = await acks(world, users, { a_second: A_SECOND, seconds: SECONDS })
await world.close(false)

const all = answered.map(({ ms }) => ms)
const every = acked.map(({ ms }) => ms)
process.stdout.write(
  `On ${postgres ? 'Postgres' : 'the embedded database'}, ` +
    `${Math.round((all.length / SECONDS) * 10) / 10} answers a second; then ${A_SECOND} interactions a second\n`,
)
table([
  ...(['typed', 'clicked'] as const).map((kind) =>
    figuresOf(
      `next question, ${kind}`,
      answered.filter(({ how }) => how === kind).map(({ ms }) => ms),
      '',
    ),
  ),
  figuresOf('next question', all, `p95 < ${QUESTION_P95_MS}`),
  ...ACTS.map((kind) =>
    figuresOf(
      `ack, ${kind}`,
      acked.filter(({ act }) => act === kind).map(({ ms }) => ms),
      '',
    ),
  ),
  figuresOf('ack', every, `p99 < ${ACK_P99_MS}`),
])
process.exit(percentile(all, 0.95) < QUESTION_P95_MS && percentile(every, 0.99) < ACK_P99_MS ? 0 : 1)
