/** A copy of a Word file with its mistakes as comments. */
import { unwrap } from '../../domain/kernel/errors.ts'
import { type TemplateFileInput, type InspectFileDeps, detectTemplateFormat } from './inspect-file.ts'

export interface MarkedCopy {
  readonly bytes: Uint8Array
  readonly file_name: string
}

/** Makes the copy. Throws `Refused` for a file that cannot be read, or that is no Word file. */
export async function getMarkedCopy(
  { compiler }: InspectFileDeps,
  { file_name, bytes, ...reading }: TemplateFileInput,
): Promise<MarkedCopy> {
  const { syntax, accept_losses } = reading
  const marked = unwrap(
    await compiler.mark({ bytes, format: detectTemplateFormat(file_name, bytes), syntax, accept_losses }),
  )
  return { bytes: marked, file_name: `${file_name.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')} (marked).docx` }
}
