/** The forms that upload a file. */
import type { ConversionOptions } from '../../../../domain/template/template-format.ts'
import { given } from './given.ts'
import type { components } from './http-api.generated.ts'

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What is said about an uploaded file. */
export interface UploadFields extends ConversionOptions {
  readonly name?: string | undefined
  readonly questions: string | undefined
  readonly draft: boolean
}

/** The body of an upload, as the API takes it. */
export const fileBody = <Fields extends object>({ name, bytes }: UploadedFile, fields: Fields) => ({
  ...given(fields),
  file: new File([Buffer.from(bytes)], name),
})

/** The same for a template. */
export const uploadBody = (file: UploadedFile, fields: UploadFields): components['schemas']['TemplateRegistration'] =>
  fileBody(file, fields)

/** The body as a form. */
export function toForm(body: object): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body)) form.set(name, value instanceof Blob ? value : String(value))
  return form
}
