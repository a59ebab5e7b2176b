/**
 * The worker's side: posts `ready`, then answers each file with what it says, or how a copy differs, or the refusal.
 */
import { parentPort } from 'node:worker_threads'
import { compareFiles, readFacts } from '../../../rendering/comparing/read-facts.ts'
import { letOthersFirst } from './let-others-first.ts'
import type { ReadingAnswer, ReadingRequest } from './worker-document-reader.ts'

const port = parentPort
if (port === null) throw new Error('this module runs in a worker thread')
letOthersFirst()

async function answer({ bytes, copy }: ReadingRequest): Promise<ReadingAnswer> {
  if (copy === undefined) {
    const read = await readFacts(bytes)
    return read.ok ? { facts: read.value } : read
  }
  const compared = await compareFiles(bytes, copy)
  return compared.ok ? { comparison: compared.value } : compared
}

port.on('message', (request: ReadingRequest) => {
  void (async () => port.postMessage(await answer(request)))()
})
port.postMessage('ready')
