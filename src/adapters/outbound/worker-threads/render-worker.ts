/**
 * The worker's side: posts `ready`, then answers each template with its document or the refusal.
 */
import { parentPort } from 'node:worker_threads'
import { decodeCompiled } from '../../../rendering/template/compiled-template.ts'
import { renderDocument } from '../../../rendering/render.ts'
import type { RenderAnswer, RenderRequest } from './worker-document-renderer.ts'

const port = parentPort
if (port === null) throw new Error('this module runs in a worker thread')

function answer({ compiled, data }: RenderRequest): RenderAnswer {
  const made = renderDocument(decodeCompiled(compiled), data)
  if (!made.ok) return made
  const { bytes, format, parts } = made.value
  return { document: { bytes, format, parts } }
}

port.on('message', (request: RenderRequest) => port.postMessage(answer(request)))
port.postMessage('ready')
