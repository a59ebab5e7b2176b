/**
 * The worker's side: says that it is ready, then answers each file with its compiled form or the refusal.
 */
import { parentPort } from 'node:worker_threads'
import { encodeCompiled } from '../../rendering/compiled-template.ts'
import { compileTemplate } from '../../rendering/compile.ts'
import type { CompileAnswer, CompileRequest } from './worker-template-compiler.ts'

const port = parentPort
if (port === null) throw new Error('this module runs in a worker thread')

async function answer({ bytes, format }: CompileRequest): Promise<CompileAnswer> {
  const result = await compileTemplate(bytes, format)
  return result.ok ? { compiled: encodeCompiled(result.value) } : { error: result.error }
}

port.on('message', (request: CompileRequest) => {
  void (async () => port.postMessage(await answer(request)))()
})
port.postMessage('ready')
