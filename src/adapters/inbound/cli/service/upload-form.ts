/** The form that uploads a template. */
import type { ConversionOptions } from '../../../../domain/template/template-format.ts'

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What is said about an uploaded file. */
export interface UploadFields extends ConversionOptions {
  readonly questions: string | undefined
  readonly draft: boolean
}

export function buildUploadForm(
  file: UploadedFile,
  {
    name,
    questions,
    draft,
    syntax,
    accept_losses,
    output,
    language,
  }: UploadFields & { readonly name?: string | undefined },
): FormData {
  const form = new FormData()
  form.set('file', new File([Buffer.from(file.bytes)], file.name))
  if (name !== undefined) form.set('name', name)
  if (questions !== undefined) form.set('questions', questions)
  form.set('draft', String(draft))
  if (syntax !== undefined) form.set('syntax', syntax)
  if (accept_losses !== undefined) form.set('accept_losses', String(accept_losses))
  if (output !== undefined) form.set('output', output)
  if (language !== undefined) form.set('language', language)
  return form
}
