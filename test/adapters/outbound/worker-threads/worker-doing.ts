/** A worker for tests. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The module of a worker that does what the code says to every `request`. */
export async function workerDoing(code: string): Promise<URL> {
  const path = join(await mkdtemp(join(tmpdir(), 'docgen-worker-')), 'worker.mjs')
  await writeFile(
    path,
    `import { parentPort, threadId } from 'node:worker_threads'\nparentPort.on('message', request => { ${code} ` +
      `})\nparentPort.postMessage('ready')\n`,
  )
  return pathToFileURL(path)
}
