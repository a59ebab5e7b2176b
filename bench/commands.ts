/**
 * What a command costs beyond its store: `npm run bench:commands`. A command (load, fold, decide, seal, append) against a plain read and append of
 * an event of the same size on the same store, at 1, 16 and 64 at once; and a command on a conversation of 5,000 events against one of 5.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../test/support/postgres.ts'
import { median, rate, table, time } from './support/figures.ts'
import { answer, begin, onPglite, onPostgres, registerLetter, type Bench } from './support/stores.ts'

const ROUND_MS = 400
const ROUNDS = 25
const LONG = 5000

const postgres = await startPostgres()
const folder = mkdtempSync(path.join(tmpdir(), 'docgen-commands-'))
const stores: [string, Bench][] = [['Postgres', await onPostgres(await postgres.freshDatabase())], ['PGlite', await onPglite(folder)]]

const rates = []
const lengths = []
for (const [name, bench] of stores) {
  await registerLetter(bench.deps)
  for (const concurrency of [1, 16, 64]) rates.push({ store: name, 'at once': concurrency, ...(await compareRates(bench, concurrency)) })
  lengths.push({ store: name, ...(await compareLengths(bench)) })
}
table(rates)
table(lengths)
for (const [, bench] of stores) await bench.close()
await postgres.stop()
rmSync(folder, { recursive: true, force: true })

/** By turns: commands, plain; the median of the ratios. */
async function compareRates({ deps, store }: Bench, concurrency: number) {
  const ids = await Promise.all(Array.from({ length: concurrency }, () => begin(deps)))
  await Promise.all(ids.map((id) => answer(deps, id)))
  const [like] = (await Array.fromAsync(store.readStream(`generation-${ids[0]}`, 1)))
  const plain = ids.map(() => ({ stream: `plain-${randomUUID()}`, revision: -1 }))

  const readAndAppend = async (lane: number): Promise<void> => {
    const at = plain[lane]!
    for await (const event of store.readStream(at.stream, at.revision + 1)) at.revision = event.revision
    const { data, metadata, type } = like!
    const appended = await store.append(at.stream, at.revision === -1 ? 'none' : at.revision, [{ id: randomUUID(), type, data, metadata }])
    at.revision = appended.revision
  }
  const command = async (lane: number): Promise<void> => void (await answer(deps, ids[lane]!))
  await rate(concurrency, ROUND_MS, readAndAppend)
  await rate(concurrency, ROUND_MS, command)

  const rounds: { commands: number; plain: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ plain: await rate(concurrency, ROUND_MS, readAndAppend), commands: await rate(concurrency, ROUND_MS, command) })
  }
  return {
    'commands/s': Math.round(median(rounds.map(({ commands }) => commands))),
    'plain read + append/s': Math.round(median(rounds.map(({ plain: one }) => one))),
    ratio: Number(median(rounds.map(({ commands, plain: one }) => commands / one)).toFixed(2)),
  }
}

/** Warm: its fold is in the cache, as after any earlier command on this instance. Cold: the first command on an instance that never saw it. */
async function compareLengths({ deps, cold }: Bench) {
  const [short, long] = [await begin(deps), await begin(deps)]
  for (let n = 1; n < 5; n++) await answer(deps, short)
  for (let n = 1; n < LONG; n++) await answer(deps, long)
  const warm: { short: number; long: number }[] = []
  for (let n = 0; n < 300; n++) {
    // A short one that stays short.
    const fresh = n % 50 === 0 ? await begin(deps) : undefined
    if (fresh !== undefined) await answer(deps, fresh)
    warm.push({ short: await time(() => answer(deps, fresh ?? short)), long: await time(() => answer(deps, long)) })
  }
  const first: { short: number; long: number }[] = []
  for (let n = 0; n < 5; n++) {
    const fresh = await begin(deps)
    for (let m = 1; m < 5; m++) await answer(deps, fresh)
    const other = cold()
    first.push({ short: await time(() => answer(other, fresh)), long: await time(() => answer(other, long)) })
  }
  const of = (pairs: readonly { short: number; long: number }[]) => ({
    short: median(pairs.map((pair) => pair.short)), long: median(pairs.map((pair) => pair.long)), ratio: median(pairs.map((pair) => pair.long / pair.short)),
  })
  const [w, f] = [of(warm), of(first)]
  return {
    'events 5, ms': w.short.toFixed(2), [`events ${LONG}, ms`]: w.long.toFixed(2), ratio: w.ratio.toFixed(2),
    'first, 5, ms': f.short.toFixed(1), [`first, ${LONG}, ms`]: f.long.toFixed(0),
  }
}
