/**
 * The worker's side: posts `ready`, then answers each template with its document or the refusal.
 */
import { parentPort } from 'node:worker_threads'
import { decodeCompiled } from '../../../rendering/template/compiled-template.ts'
import { checkSize, estimateCost } from '../../../rendering/template/render-cost.ts'
import { renderDocument } from '../../../rendering/render.ts'
import { letOthersFirst } from './let-others-first.ts'
import type { RenderAnswer, RenderRequest } from './worker-document-renderer.ts'

const port = parentPort
if (port === null) throw new Error('this module runs in a worker thread')
letOthersFirst()

function answer({ compiled, data }: RenderRequest): RenderAnswer {
  const template = decodeCompiled(compiled)
  // The whole of it: the main thread gave up counting early.
  const size = checkSize(estimateCost(template, data))
  if (!size.ok) return size
  const made = renderDocument(template, data)
  if (!made.ok) return made
  const { bytes, format, parts } = made.value
  return { document: { bytes, format, parts } }
}

port.on('message', (request: RenderRequest) => port.postMessage(answer(request)))
port.postMessage('ready')
