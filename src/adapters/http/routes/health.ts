/** Is it alive, and can it work? For whatever watches over the process; without a key, and without a word about the inside. */
import type { App } from '../../../ports/app.ts'
import type { Api } from '../api-types.ts'

/** Longer than a healthy store needs by far. */
const CHECK_MS = 2000

export function addHealthRoutes(api: Api, app: App, draining: () => boolean): void {
  api.get('/health/live', (c) => c.json({ status: 'ok' }, 200))

  api.get('/health/ready', async (c) => {
    const checks = {
      events: await works(() => app.log.head()),
      read_models: await works(() => app.readDatabase.db.selectFrom('checkpoints').select('name').limit(1).execute()),
      accepting: draining() ? 'no' : 'ok',
    }
    const ready = Object.values(checks).every((check) => check === 'ok')
    return c.json({ status: ready ? 'ok' : 'not_ready', checks }, ready ? 200 : 503, ready ? {} : { 'retry-after': '5' })
  })
}

async function works(check: () => Promise<unknown>): Promise<'ok' | 'failing'> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('too late')), CHECK_MS)
  try {
    await Promise.race([check(), late])
    return 'ok'
  } catch {
    return 'failing'
  } finally {
    clearTimeout(timer)
  }
}
