/** Liveness and readiness for whatever watches the process: without a key, and without internal details. */
import type { App } from '../../../../../ports/app.ts'
import type { Api } from '../api-types.ts'

/** Far longer than a healthy store needs. */
const CHECK_TIMEOUT_MS = 2000

/** Checks by name; each rejects when its dependency does not work. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>

/** When only a `wanted` check fails, the instance is degraded but ready. */
export interface HealthChecks {
  readonly needed: Checks
  readonly wanted?: Checks
}

/** The phases of this instance's subscriptions; empty when it runs none. */
export type RunningSubscriptions = () => readonly { readonly phase: string }[]

export const readModelsWork = ({ readDatabase: { db } }: Pick<App, 'readDatabase'>): Checks => ({
  read_models: () => db.selectFrom('checkpoints').select('name').limit(1).execute(),
})

export const storeChecks = (app: Pick<App, 'log' | 'readDatabase'>): Checks => ({
  events: () => app.log.head(),
  ...readModelsWork(app),
})

/**
 * The document store. Without it no document is made or fetched, but conversations go on and work that is due waits, so
 * the instance stays ready.
 */
export const documentChecks = ({ documents }: Pick<App, 'documents'>): Checks => ({
  documents: () => documents.has('health/check'),
})

/** A check that fails while a subscription is failing; waiting for another instance is healthy. */
export const checkSubscriptions = (subscriptions: RunningSubscriptions) => async (): Promise<void> => {
  if (subscriptions().some(({ phase }) => phase === 'failing')) throw new Error('A subscription is failing.')
}

/**
 * Ready means: all `needed` checks hold, and it is not `leaving`, which it is before it stops. A failing `wanted` check
 * is reported and changes nothing.
 */
export function addHealthRoutes(api: Api, { needed, wanted = {} }: HealthChecks, leaving: AbortSignal): void {
  api.get('/health/live', (c) => c.json({ status: 'ok' }, 200))

  api.get('/health/ready', async (c) => {
    const [neededOutcomes, wantedOutcomes] = await Promise.all([runChecks(needed), runChecks(wanted)])
    const reason = leaving.aborted ? LEAVING : reasonIn(neededOutcomes)
    const ready = reason === undefined
    const checks = { ...neededOutcomes, ...wantedOutcomes, accepting: leaving.aborted ? 'no' : 'ok' }
    return c.json(
      { status: !ready ? 'not_ready' : allPass(wantedOutcomes) ? 'ok' : 'degraded', ...(reason && { reason }), checks },
      ready ? 200 : 503,
      ready ? {} : { 'retry-after': '5' },
    )
  })
}

const LEAVING = 'This instance is stopping. It serves what still comes; send new requests to another one.'

/** Why an instance with these outcomes is not ready; undefined if it is. */
function reasonIn(outcomes: CheckOutcomes): string | undefined {
  const failing = Object.keys(outcomes).filter((name) => outcomes[name] !== 'ok')
  return failing.length === 0 ? undefined : `What this instance needs does not work: ${failing.join(', ')}.`
}

type CheckOutcomes = Readonly<Record<string, 'ok' | 'failing'>>

const runChecks = async (checks: Checks): Promise<CheckOutcomes> =>
  Object.fromEntries(
    await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check)] as const)),
  )

const allPass = (found: CheckOutcomes): boolean => Object.values(found).every((outcome) => outcome === 'ok')

async function runCheck(check: () => Promise<unknown>): Promise<'ok' | 'failing'> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('too late')), CHECK_TIMEOUT_MS)
  try {
    await Promise.race([check(), late])
    return 'ok'
  } catch {
    return 'failing'
  } finally {
    clearTimeout(timer)
  }
}
