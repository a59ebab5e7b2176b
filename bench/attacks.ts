/**
 * Attacks by one caller, a hundred at once, while an honest conversation goes on: `npm run bench:attacks`.
 *
 *   npm run bench:attacks -- --only wrong,lines   some of them, by a part of their names
 *   npm run bench:attacks -- --count 12           how many at once (100)
 *   npm run bench:attacks -- --limits off         without rate limits: what the other limits do alone
 *   npm run bench:attacks -- --service FOLDER     the service of another checkout
 *
 * Prints how the attack was answered, and what an honest caller and a health check saw meanwhile: they run in threads
 * of their own, against the real process. The goal: honest requests below 500 ms and `/health/live` below 200 ms at p99,
 * on a machine that has a processor for the service.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ATTACKS } from './attacks/all.ts'
import { watch } from './attacks/watch.ts'
import { startService } from './attacks/service.ts'
import { prepare } from './attacks/prepare.ts'
import { table } from './support/figures.ts'
import { UNLIMITED } from './support/unlimited.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    count: { type: 'string', default: '100' },
    limits: { type: 'string', default: 'on' },
    service: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
  },
})
const only = values.only.split(',').filter((part) => part !== '')
const chosen = ATTACKS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
const folder = mkdtempSync(path.join(tmpdir(), 'docgen-attacks-'))
const env = values.limits === 'off' ? UNLIMITED : {}

const service = await startService(values.service, folder, env)
try {
  const rows = []
  for (const attack of chosen) {
    const target = await prepare(service)
    const run = await attack.prepare(target)
    const watching = await watch(service.url, target.honest, target.plain_template)
    await watching.warm()
    const before = await service.memory()
    const began = performance.now()
    const statuses = await run(Number(values.count))
    const took = performance.now() - began
    const seen = await watching.stop()
    const row = {
      attack: attack.name,
      answered: Object.entries(statuses)
        .map(([status, count]) => `${count} × ${status}`)
        .join(', '),
      seconds: (took / 1000).toFixed(1),
      'honest p99': Math.round(seen.honest.p99),
      'honest max': Math.round(seen.honest.max),
      'live p99': Math.round(seen.live.p99),
      'live max': Math.round(seen.live.max),
      requests: `${seen.honest.count} / ${seen.live.count}`,
      failed: seen.failed,
      'memory MB': `${before} → ${await service.memory()}`,
    }
    rows.push(row)
    process.stdout.write(`${JSON.stringify(row)}\n`)
  }
  table(rows)
} finally {
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
}
