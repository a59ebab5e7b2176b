/** The name and id of a new template. */
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'
import { slugOf } from '../../domain/template/template-id.ts'

/** The name and id that a file suggests: `Cover_letter.docx` → “Cover letter”, `cover-letter`. */
export function deriveTemplateName(fileName: string): string {
  const base = fileName
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim()
  return base === '' ? 'Template' : base[0]!.toUpperCase() + base.slice(1)
}

/** The id of a new template, or an error that names the field. */
export function deriveTemplateId(name: string): Result<string> {
  const id = slugOf(name)
  return id === undefined
    ? fail('invalid', 'The name needs at least one letter or digit, because the template is addressed by it.', {
        field: 'name',
      })
    : ok(id)
}
