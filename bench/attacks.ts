/**
 * Attacks, a hundred requests at once and wave after wave, while honest conversations go on: `npm run bench:attacks`.
 *
 *   npm run bench:attacks -- --only wrong,lines   some of them, by a part of their names
 *   npm run bench:attacks -- --count 12           how many at once (100)
 *   npm run bench:attacks -- --keys 8             the waves are of so many attackers by turns (1)
 *   npm run bench:attacks -- --seconds 10         how long an attack goes on at least
 *   npm run bench:attacks -- --limits off         without rate limits: what the other limits do alone
 *   npm run bench:attacks -- --service FOLDER     the service of another checkout
 *   npm run bench:attacks -- --profile FOLDER     writes a CPU profile of each service there
 *
 * Each attack has a service of its own on an empty folder: what one has used up is not the next one's. Prints how the
 * attack was answered, and what honest callers and a health check saw meanwhile: they run in threads of their own,
 * against the real process. An attack goes on until the honest callers were answered so often that their p99 says
 * something. The goal: honest requests below 500 ms and `/health/live` below 200 ms at p99, on a machine that has a
 * processor for the service. The first two rows say what this machine gives without an attack.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ATTACKS } from './attacks/all.ts'
import type { Attack } from './attacks/attack.ts'
import type { Statuses } from './attacks/client.ts'
import { watch } from './attacks/watch.ts'
import { startService } from './attacks/service.ts'
import { prepare } from './attacks/prepare.ts'
import { table } from './support/figures.ts'
import { UNLIMITED } from './support/unlimited.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    count: { type: 'string', default: '100' },
    keys: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '10' },
    limits: { type: 'string', default: 'on' },
    service: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
    profile: { type: 'string' },
  },
})
/** So many honest requests, so that three are above their p99. */
const HONEST_REQUESTS = 300
/** Of the clock: a service that answers nobody ends an attack, too. */
const MOST_SECONDS = 180

async function attackOn(attack: Attack) {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-attacks-'))
  const service = await startService(values.service, folder, {
    env: { ...(values.limits === 'off' ? UNLIMITED : {}), ...attack.env },
    profile: values.profile,
  })
  try {
    const target = await prepare(service)
    const others = await target.keys(Number(values.keys) - 1)
    const attackers = [target.attacker, ...others]
    const wave = await attack.prepare(target)
    const watching = await watch(target)
    await watching.warm()
    const before = { memory: service.memory(), main: service.mainThread() }
    let most = before.memory
    const looking = setInterval(() => (most = Math.max(most, service.memory())), 250)
    const began = performance.now()
    const seconds = () => (performance.now() - began) / 1000
    const statuses: Statuses = {}
    let sent = 0
    const isDone = () =>
      seconds() > MOST_SECONDS ||
      (seconds() >= Number(values.seconds) && watching.count() >= HONEST_REQUESTS && sent >= (attack.total ?? 0))
    for (let turn = 0; !isDone(); turn++) {
      const some = await wave(Number(values.count), attackers[turn % attackers.length] ?? '')
      for (const [status, times] of Object.entries(some)) {
        statuses[status] = (statuses[status] ?? 0) + times
        sent += times
      }
    }
    const took = seconds()
    const main = service.mainThread() - before.main
    clearInterval(looking)
    const seen = await watching.stop()
    return {
      attack: attack.name,
      answered: Object.entries(statuses)
        .map(([status, times]) => `${times} × ${status}`)
        .join(', '),
      seconds: took.toFixed(1),
      'honest p99': Math.round(seen.honest.p99),
      'honest max': Math.round(seen.honest.max),
      'live p99': Math.round(seen.live.p99),
      'live max': Math.round(seen.live.max),
      requests: `${seen.honest.count} / ${seen.live.count}`,
      failed: seen.failed,
      'main thread': `${Math.round((100 * main) / took)} %`,
      'memory MB': `${before.memory} → ${most}`,
      load: loadavg()[0]?.toFixed(1) ?? '',
    }
  } finally {
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const only = values.only.split(',').filter((part) => part !== '')
const chosen = ATTACKS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
const rows = []
for (const attack of chosen) {
  const row = await attackOn(attack)
  rows.push(row)
  process.stdout.write(`${JSON.stringify(row)}\n`)
}
table(rows)
