/** The name and id of a new template. */
import { createHash } from 'node:crypto'
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

/**
 * The id of a new template, or an error that names the field. Of a name without a Latin letter or digit it follows from
 * its hash: addresses, streams and stores take no other letters.
 */
export function deriveTemplateId(name: string): Result<string> {
  const id = slugOf(name) ?? (/[\p{L}\p{N}]/u.test(name) ? `template-${hashOf(name)}` : undefined)
  return id === undefined
    ? fail('invalid', 'The name needs at least one letter or digit, because the template is addressed by it.', {
        field: 'name',
      })
    : ok(id)
}

/** 32 bits are enough to tell a tenant's templates apart; a name that meets another is refused as taken. */
const hashOf = (name: string): string =>
  createHash('sha256').update(name.normalize('NFKC').toLowerCase()).digest('hex').slice(0, 8)
