/** The certificate of a made document, after checking it. */
import type { Caller } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { Surface } from '../../domain/kernel/event.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { isErased } from '../../domain/questions/answer.ts'
import { buildCertificate } from '../../rendering/certificate/build-certificate.ts'
import { describeOrigin, type NamedActor } from './describe-origin.ts'
import { loadVerifiable, type VerifyDocumentDeps } from './verify-document.ts'
import { makeAgain, type Remake } from './make-again.ts'

export interface Certificate {
  /** A Word file. */
  readonly bytes: Uint8Array
  readonly file_name: string
}

/**
 * Throws `Refused` `not_found` where the caller may not read the generation, `conflict` while it has no document, and
 * what reading the stored document throws.
 */
export async function certifyDocument(
  deps: VerifyDocumentDeps & {
    /** The address of the service, as people know it. */
    readonly public_url?: string | undefined
  },
  id: string,
  caller: Caller,
): Promise<Certificate> {
  const generation = await loadVerifiable(deps, id, caller)
  const origin = await describeOrigin(deps, generation)
  if (origin === undefined)
    return unwrap(
      fail('conflict', 'There is no document to certify: it is not made.', { state: generation.state.phase }),
    )
  const isGone = origin.sha256 === null
  const remake = isGone ? undefined : await makeAgain(deps, generation)
  const bytes = await buildCertificate({
    ...origin,
    service: deps.public_url,
    file_name: origin.file_name ?? undefined,
    sha256: origin.sha256 ?? undefined,
    requested_by: nameOf(origin.requested_by),
    answered_by: origin.answered_by.map(nameOf),
    deliveries: origin.deliveries.map(
      ({ surface, at }) => `${PLACES[surface]}, ${at.slice(0, 10)} ${at.slice(11, 19)} UTC`,
    ),
    content_id: isGone ? undefined : await contentIdOf(deps, generation.id, generation.state.document?.made),
    finding: remake === undefined ? 'Made here; its content was erased since.' : FINDINGS[remake],
  })
  return { bytes, file_name: `Certificate of ${(origin.file_name ?? id).replace(/\.\w+$/, '')}.docx` }
}

const nameOf = ({ id, name }: NamedActor): string => name ?? id

async function contentIdOf(
  deps: VerifyDocumentDeps,
  id: string,
  made: { readonly key: string; readonly sha256: unknown } | undefined,
): Promise<string | undefined> {
  if (made === undefined || isErased(made.sha256)) return undefined
  const bytes = await deps.sealedDocuments.get(generationStream(id), made.key, String(made.sha256))
  const read = bytes === undefined || bytes === 'erased' ? undefined : await deps.documentReader.read(bytes)
  return read?.ok === true ? read.value.content_id : undefined
}

const FINDINGS: Readonly<Record<Remake, string>> = {
  identical: 'Checked: the recorded answers give this file again, byte for byte.',
  same_text: 'Checked: the recorded answers give the same text again, with a later version of the renderer.',
  different: 'Checked: the recorded answers give another text today. Ask an operator why.',
  not_possible: 'Recorded: the document cannot be made again to compare, because its template’s file is gone.',
}

const PLACES: Readonly<Record<Surface, string>> = {
  slack: 'in Slack',
  http: 'over HTTP',
  console: 'in the console',
  cli: 'at the terminal',
  system: 'by the service',
}
