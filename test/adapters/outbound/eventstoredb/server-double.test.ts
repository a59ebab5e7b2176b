/** The double has the habits of the real server, and so has the real one, where EVENTSTORE_COMMAND starts it. */
import { EventStoreDBClient } from '@eventstore/db-client'
import { expect, onTestFinished, test } from 'vitest'
import { ManualTimers } from '../../../support/eventstoredb/manual-timers.ts'
import { EVENTSTORE_COMMAND, RealServer } from '../../../support/eventstoredb/real-server.ts'
import { SHUTDOWN_MS, ServerDouble } from '../../../support/eventstoredb/server-double.ts'
import { failureOf, PATHS } from '../../../support/eventstoredb/with-server.ts'
import { WRITE_TIMEOUT_MS } from '../../../support/eventstoredb/write-calls.ts'
import { until } from '../../../support/until.ts'
import { serverHabits } from './server-habits.contract.ts'

serverHabits('the double', async (options) => {
  const timers = new ManualTimers([WRITE_TIMEOUT_MS, SHUTDOWN_MS])
  const server = await ServerDouble.start({ timers, ...options })
  return {
    url: server.url,
    kill: async () => server.kill(),
    restart: () => server.restart(),
    terminate: () => server.terminate(),
    stall: () => void server.stall(),
    async pass(ms) {
      await until('something waits for it', () => timers.waiting(ms) > 0)
      timers.fire(ms)
    },
    stop: async () => server.stop(),
  }
})

if (EVENTSTORE_COMMAND !== undefined) {
  serverHabits('the real server', async (options) => {
    const server = await RealServer.start(options)
    // Its time passes by itself.
    return Object.assign(server, { pass: async () => {} })
  })
}

test.each(PATHS)(
  'a double that is not ready says so, with a code on one path and none on the other: $path',
  async ({ batchAppend }) => {
    const server = await ServerDouble.start({ batchAppend })
    onTestFinished(() => server.stop())
    const client = EventStoreDBClient.connectionString(server.url)
    onTestFinished(() => client.dispose())
    server.state.ready = false
    const event = {
      id: crypto.randomUUID(),
      type: 'T',
      contentType: 'application/json' as const,
      data: {},
      metadata: {},
    }
    expect(await failureOf(client.appendToStream('n', event))).toMatchObject(
      batchAppend
        ? { type: 'unknown', code: undefined, message: 'Could not recognize Server Is Not Ready' }
        : { type: 'unavailable', code: 14 },
    )
    const read = async () => {
      for await (const _ of client.readStream('n')) continue
    }
    expect(await failureOf(read())).toMatchObject({ type: 'unavailable', code: 14 })
  },
)
