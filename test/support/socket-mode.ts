/** Socket Mode as the service runs it, against a simulated Slack: its sleeps end when the test says so. */
import { expect, onTestFinished } from 'vitest'
import { createGuardedFetch, type Fetch } from '../../src/adapters/inbound/slack/transport/calling/guarded-fetch.ts'
import { createSocketMode } from '../../src/adapters/inbound/slack/transport/socket-mode/socket-mode.ts'
import type { SocketMode, SocketModeDeps } from '../../src/adapters/inbound/slack/transport/socket-mode/socket-mode.ts'
import { fixedClock, type FixedClock } from '../doubles/clock.ts'
import { manualSleeps, type ManualSleeps } from './manual-sleeps.ts'
import { startSlack, type Simulator } from '../../tools/slack-simulator/simulator.ts'
import { until } from './until.ts'

export interface Listening extends SocketMode {
  readonly slack: Simulator
  readonly clock: FixedClock
  readonly sleeps: ManualSleeps
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[]
  /** Payloads that were kept. */
  readonly kept: string[]
  /** For how long the next connection waits for Slack's greeting, in ms. */
  readonly patience: { greeting_ms: number }
  stop(): Promise<void>
}

/** Socket Mode against a simulator of its own; it ends with the test. */
export async function listen(options: Partial<SocketModeDeps> & { readonly send?: Fetch } = {}): Promise<Listening> {
  const slack = await startSlack({ app: { socketMode: true } })
  const clock = fixedClock()
  const sleeps = manualSleeps()
  const logged: Listening['logged'] = []
  const kept: string[] = []
  const patience = { greeting_ms: 30_000 }
  const line = (level: string) => (fields: object, message: string) => void logged.push({ level, message, fields })
  const socket = createSocketMode({
    app_token: slack.app.appToken,
    api_url: slack.apiUrl,
    guard: createGuardedFetch(slack.apiUrl, options.send),
    clock,
    sleep: sleeps.sleep,
    random: () => 1,
    logger: { info: line('info'), warn: line('warn'), error: line('error') },
    keyRing: { digest: () => 'd' },
    inbox: {
      add: async ({ payload }) => {
        kept.push(payload)
        return 'added'
      },
    },
    jobs: { enqueue: async () => undefined },
    worker: { processNow: async () => undefined },
    isInstalled: async () => true,
    arrivals: { note: () => undefined },
    reinstallMessage: () => ({}),
    get greeting_ms() {
      return patience.greeting_ms
    },
    ...options,
  })
  const stopping = new AbortController()
  const running = socket.run(stopping.signal)
  const stop = async (): Promise<void> => {
    stopping.abort()
    await running
  }
  onTestFinished(async () => {
    await stop()
    await slack.close()
  })
  return { ...socket, slack, clock, sleeps, logged, kept, patience, stop }
}

export const connected = (under: Listening) =>
  until('there is a connection', () => under.isConnected() && under.slack.connections() === 1)
export const sleepsSoFar = (under: Listening, count: number) =>
  until(`it waits for the ${count}th time`, () => under.sleeps.asked.length >= count)

/** Wakes it after each of so many failures, and waits for the next. */
export async function failing(under: Listening, times: number): Promise<void> {
  for (let count = 1; count <= times; count += 1) {
    await sleepsSoFar(under, count)
    if (count < times) under.sleeps.wake()
  }
}

/** Something is said, and kept. */
export async function isHeard(under: Listening): Promise<void> {
  const before = under.kept.length
  const ana = under.slack.workspace('Acme').person('ana')
  await ana.command('/docgen', 'hello')
  expect(under.kept).toHaveLength(before + 1)
}

export async function connectedAtFirst(options: Parameters<typeof listen>[0] = {}): Promise<Listening> {
  const under = await listen(options)
  under.slack.workspace('Acme').install()
  await connected(under)
  await isHeard(under)
  return under
}

/** What was logged as an error. */
export const errorsOf = ({ logged }: Listening) => logged.filter(({ level }) => level === 'error')
