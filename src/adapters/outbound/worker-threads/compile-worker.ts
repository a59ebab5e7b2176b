/**
 * The worker's side: posts `ready`, then answers each file with its compiled form or the refusal.
 */
import { parentPort } from 'node:worker_threads'
import { readQuestionsFile } from '../../../rendering/questions-file/read-questions-file.ts'
import { encodeCompiled } from '../../../rendering/template/compiled-template.ts'
import { copyWithMistakes, readTemplate } from '../../../rendering/read-template.ts'
import { letOthersFirst } from './let-others-first.ts'
import type { CompileAnswer, CompileRequest } from './worker-template-compiler.ts'

const port = parentPort
if (port === null) throw new Error('this module runs in a worker thread')
letOthersFirst()

async function answer(request: CompileRequest): Promise<CompileAnswer> {
  if (request.work === 'questions') {
    const read = readQuestionsFile(request.text)
    return read.ok ? { work: 'questions', refinements: read.value } : read
  }
  const { work, source } = request
  if (work === 'mark') {
    const marked = await copyWithMistakes(source)
    return marked.ok ? { work, bytes: marked.value } : marked
  }
  const read = await readTemplate(source)
  return read.ok ? { work, compiled: encodeCompiled(read.value.compiled), converted: read.value.converted } : read
}

port.on('message', (request: CompileRequest) => {
  void (async () => port.postMessage(await answer(request)))()
})
port.postMessage('ready')
