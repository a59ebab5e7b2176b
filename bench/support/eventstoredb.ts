/**
 * An EventStoreDB for benches: the one that EVENTSTORE_URL names, or the tests' server double in a process of its own,
 * so that its work is not taken for ours. The double is slower than the real server: what is compared on it are ratios.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { ServerDouble } from '../../test/support/eventstoredb/server-double.ts'

const file = fileURLToPath(import.meta.url)

if (process.argv[1] === file) {
  const double = await ServerDouble.start()
  process.send!(double.url)
  process.on('disconnect', () => process.exit())
}

export async function startEventStoreDb(): Promise<{ readonly url: string; stop(): void }> {
  const given = process.env['EVENTSTORE_URL']
  if (given !== undefined) return { url: given, stop() {} }
  const child = fork(file)
  const [url] = (await once(child, 'message')) as [string]
  return { url, stop: () => child.disconnect() }
}
