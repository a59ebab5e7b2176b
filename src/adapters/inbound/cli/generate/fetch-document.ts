/** Waits until the document is made, and writes it where it belongs. */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { GenerationView } from '../../../../queries/generation/generation-view.ts'
import type { ApiClient } from '../service/api-client.ts'
import type { Download } from '../service/transport.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { InputEnded } from './asking/asker.ts'

const MIN_POLL_MS = 50
const MAX_POLL_MS = 1_000
/** Renderings are tried again for a while before they count as failed. */
const RENDERING_TIMEOUT_MS = 5 * 60_000

/**
 * The generation once its document is made. Throws `failed` with the reason, or `unavailable` when it takes too long.
 */
export async function waitForDocument(
  client: ApiClient,
  begun: GenerationView,
  signal: AbortSignal,
): Promise<GenerationView> {
  let generation = begun
  let waited = 0
  for (let next = MIN_POLL_MS; generation.state === 'confirmed'; next = Math.min(next * 2, MAX_POLL_MS)) {
    if (waited > RENDERING_TIMEOUT_MS) throw stillRenderingError(generation.id)
    await pause(next, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) throw new InputEnded('interrupt')
    waited += next
    generation = await client.generation(generation.id)
  }
  if (generation.state === 'rendered' || generation.state === 'delivered') return generation
  throw noDocumentError(generation)
}

/** The document's bytes, checked against the hash that stands in the record. */
export async function fetchDocument(client: ApiClient, { id, document }: GenerationView): Promise<Download> {
  const download = await client.document(id)
  const expected = document?.sha256
  const actual = createHash('sha256').update(download.bytes).digest('hex')
  if (typeof expected === 'string' && expected !== actual) {
    throw new CommandFailed(
      'damaged',
      EXIT.unexpected,
      'The document that arrived is not the one that was made: its hash differs. Fetch it again with --resume.',
      { expected, actual },
    )
  }
  return download
}

const stillRenderingError = (id: string): CommandFailed =>
  new CommandFailed(
    'unavailable',
    EXIT.unavailable,
    `The document is still being made. Fetch it later with:\n  docgen generate --resume ${id}`,
    { generation_id: id },
  )

function noDocumentError({ id, state, failure }: GenerationView): CommandFailed {
  if (state !== 'failed')
    return new CommandFailed('conflict', EXIT.conflict, `This generation is ${state}: there is no document to fetch.`, {
      generation_id: id,
      state,
    })
  const reason = typeof failure?.message === 'string' ? failure.message : 'the reason was erased'
  return new CommandFailed(
    'failed',
    EXIT.failed,
    `The document could not be made: ${reason} ` +
      (failure?.reason === 'rendering'
        ? `Change the answer in a terminal, then it is made again:\n  docgen generate --resume ${id}\n`
        : '') +
      `An admin can try again with:\n  docgen parked retry ${id}`,
    { generation_id: id, reason: failure?.reason },
  )
}
