/**
 * Conversations in a Slack that misbehaves, with a service that is killed every 20 seconds: `npm run bench:slack-soak
 * -- CONVERSATIONS SEED [--postgres] [--calm] [--no-kills] [--lift=LIMIT,…]`. Without `--postgres` on the embedded
 * database; `--calm`: no faults, no kills; `--lift`: limits of Slack's that are not kept, all are otherwise.
 *
 * In the end every conversation has its document in its thread, with exactly what its person said, its last message
 * says what became of it, and nobody saw anything twice, but where the service itself recorded that it could not know. Anything else fails, loudly. The seed
 * is printed; what happens when is up to the machine.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultKind } from '../../tools/slack-simulator/state/faults.ts'
import { LIFTABLE } from '../../tools/slack-simulator/state/limits.ts'
import { createRandom } from '../../tools/slack-simulator/state/random.ts'
import { converse, somebody, type Conversation, type Somebody } from './conversation.ts'
import { planConversation } from './plan.ts'
import { newCounts } from './counts.ts'
import { listRootMessages } from './thread.ts'
import { checkConversations, watchQuestions } from './check-conversations.ts'
import { openWorld } from './test-bed.ts'

const flags = new Set(process.argv.slice(2).filter((one) => one.startsWith('--')))
const [CONVERSATIONS = 100, SEED = Date.now() % 1_000_000] = process.argv
  .slice(2)
  .filter((one) => !one.startsWith('--'))
  .map(Number)
const EACH = 4
const AT_ONCE = 2
/** With two conversations each: about as many as Slack's posts a minute of one workspace let go on. */
const PEOPLE_AT_ONCE = 15
const KILL_EVERY_MS = 20_000
/** Where a start takes long, it lives for so long at least. */
const MIN_LIFE_MS = 20_000
const PATIENCE_MS = 900_000
const ENDS_MS = 900_000 + CONVERSATIONS * 6000
const RATE = 0.05
const FAULTS: readonly FaultKind[] = [
  'duplicate',
  'reordered',
  'answer_lost',
  'rate_limited',
  'server_error',
  'upload_never_shared',
  'upload_shared_late',
]
const calm = flags.has('--calm')
const kills = !calm && !flags.has('--no-kills')
const postgres = flags.has('--postgres')
const lifted = [...flags].flatMap((flag) => (flag.startsWith('--lift=') ? flag.slice(7).split(',') : []))
const lift = LIFTABLE.filter((limit) => lifted.includes(limit))
if (lift.length < lifted.length) throw new Error(`--lift takes ${LIFTABLE.join(', ')}.`)

const say = (text: string): void =>
  void process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`)
const began = performance.now()
const seeded = createRandom(SEED)
const tally = newCounts()

const world = await openWorld({
  postgres,
  seed: SEED,
  timeoutMs: PATIENCE_MS,
  lift,
  // Slack's second and third redelivery come after one and five minutes: sooner here, as all of this is.
  limits: { redeliveries: [0, 5_000, 30_000] },
  faults: calm ? {} : { rates: Object.fromEntries(FAULTS.map((fault) => [fault, RATE])) },
})
const { slack, acme, service } = world
say(
  `seed ${SEED}: ${CONVERSATIONS} conversations, ${calm ? 'no faults' : `5 % of each fault`}, ` +
    `${kills ? 'a kill -9 every 20 s' : 'no kills'}, ${postgres ? 'Postgres' : 'embedded'}, ` +
    `${lift.length === 0 ? 'every limit kept' : `without ${lift.join(', ')}`}, ${world.folder}`,
)
const asked = watchQuestions(world)

// ---- people

const all: Conversation[] = []
const colleagues = Array.from({ length: 5 }, (_, number) => somebody(acme.person(`colleague${number}`)))

/** Holds some conversations, two at a time. */
async function hold(who: Somebody, keys: readonly string[]): Promise<void> {
  const waiting = [...keys]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let key = waiting.shift(); key !== undefined && !isOver(); key = waiting.shift()) {
        const conversation: Conversation = {
          plan: planConversation(key, seeded),
          who,
          root: '',
          said: new Map(),
          may_ask: new Map(),
          document: undefined,
        }
        all.push(conversation)
        const colleague = colleagues[all.length % colleagues.length] as Somebody
        try {
          await converse(who, conversation.plan, { template: world.template, colleague, tally }, conversation)
        } catch (error) {
          const where = conversation.root === '' ? '' : who.person.transcript({ thread: conversation.root })
          const violation =
            `${key} (${conversation.plan.way}) did not end: ` +
            `${(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''}\n${where}`
          tally.violations.push(violation)
          say(`VIOLATION ${violation}`)
        }
      }
    }),
  )
}

const people = Array.from({ length: Math.ceil(CONVERSATIONS / EACH) }, (_, number) => ({
  who: somebody(acme.person(`person${number}`)),
  keys: Array.from({ length: Math.min(EACH, CONVERSATIONS - number * EACH) }, (__, index) => `p${number}c${index}`),
}))

// ---- what goes on beside

const stop = new AbortController()
const isOver = (): boolean => stop.signal.aborted || performance.now() - began > ENDS_MS
const ticking = setInterval(() => {
  const { begun, ended, warning_signs: signs, violations } = tally
  say(
    `${begun} begun, ${ended} ended, ${service.starts.length - 1} kills, ${slack.log.calls.length} calls, ` +
      `${slack.log.deliveries.length} deliveries, ${signs} warning signs, ${violations.length} violations`,
  )
}, 10_000)

async function killing(): Promise<void> {
  for (let next = performance.now(); ;) {
    next = Math.max(next + KILL_EVERY_MS, performance.now() + MIN_LIFE_MS)
    await sleep(next - performance.now(), undefined, { signal: stop.signal }).catch(() => undefined)
    if (stop.signal.aborted) return
    await service.kill()
    await service.start(world.env)
  }
}

const killed = kills ? killing() : undefined
const queue = [...people]
const giveUp = sleep(ENDS_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
await Promise.race([
  giveUp,
  Promise.all(
    Array.from({ length: PEOPLE_AT_ONCE }, async () => {
      for (let next = queue.shift(); next !== undefined && !isOver(); next = queue.shift())
        await hold(next.who, next.keys)
    }),
  ),
])
stop.abort()
await killed
clearInterval(ticking)
const seconds = (performance.now() - began) / 1000

// ---- the verdict

say('all is said: checking')
slack.faults.rates = {}
if (all.length < CONVERSATIONS)
  tally.violations.push(`${CONVERSATIONS - all.length} conversations were not begun in ${Math.round(ENDS_MS / 1000)} s`)
for (const { plan, document } of all) {
  if (document === undefined && !tally.violations.some((one) => one.startsWith(`${plan.key} `)))
    tally.violations.push(`${plan.key} (${plan.way}) did not end in time`)
}
const uncertain = await checkConversations(world, all, asked, tally)
const begun_twice =
  people.reduce((sum, { who }) => sum + listRootMessages(who.person).length, 0) -
  all.filter(({ root }) => root !== '').length
if (begun_twice > tally.unanswered_commands)
  tally.violations.push(`${begun_twice} conversations were begun that nobody asked for`)
const logged = errorsIn(path.join(world.folder, 'docgen.log'))
const { violations, ways, ...figures } = tally

const print = (text: string): void => void process.stdout.write(`${text}\n`)
print(slack.report())
print(
  `\nThe service's own warnings\n` +
    [...logged].map(([message, times]) => `  ${String(times).padStart(6)}  ${message}`).join('\n'),
)
print(
  `\n${JSON.stringify({
    seed: SEED,
    store: postgres ? 'postgres' : 'embedded',
    lifted: lift,
    conversations: all.length,
    ...figures,
    ways,
    kills: service.starts.length - 1,
    begun_twice,
    uncertain_deliveries: uncertain,
    duplicates: slack.duplicates().length,
    seconds: Math.round(seconds),
    start_ms_max: Math.round(Math.max(...service.starts)),
    violations: violations.length,
  })}`,
)
for (const violation of violations.slice(0, 30)) print(`VIOLATION ${violation}`)
await world.close(violations.length > 0)
process.exit(violations.length === 0 ? 0 : 1)

/** The messages of a log of JSON lines, and how often each was written. */
function errorsIn(file: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const message =
      /"msg":"(?<text>(?:[^"\\]|\\.)*)"/.exec(line)?.groups?.['text'] ?? (line === '' ? undefined : line.slice(0, 120))
    if (message !== undefined) counts.set(message, (counts.get(message) ?? 0) + 1)
  }
  return new Map([...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 20))
}
