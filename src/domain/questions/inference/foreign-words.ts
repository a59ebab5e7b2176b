/** Words of other template languages that would be asked as variables, although they are parts of a section. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import type { InferenceNote } from '../inference-note.ts'
import type { Outline } from '../outline.ts'
import { listOccurrences, type Occurrence } from './outline-occurrences.ts'

const ELSE = /^(?:else|else ?if\b.*|elif\b.*|otherwise)$/
const END = /^(?:end|end ?(?:if|each|for|unless|with))$/

/** `invalid_template` for the first `{{else}}`, `{{endif}}` or `{{this}}` in a section, with what to write instead. */
export function checkForeignWords(outline: Outline): Result<void> {
  for (const occurrence of listOccurrences(outline)) {
    const fix = fixOf(occurrence)
    if (fix === undefined) continue
    return fail('invalid_template', `“{{${occurrence.name}}}” is a word of another template language. ${fix}`, {
      field: 'file',
      reason: 'foreign_word',
    })
  }
  return ok(undefined)
}

/** A remark on each `{{else}}` or `{{endif}}` outside of all sections, where it is asked as a variable. */
export const looseWordNotes = (occurrences: readonly Occurrence[]): InferenceNote[] =>
  occurrences
    .filter(({ name, at, opens }) => at === undefined && opens === undefined && (ELSE.test(name) || END.test(name)))
    .map(({ name }) => ({
      name,
      message:
        `“{{${name}}}” is a word of another template language, and stands in no section, so it is asked. ` +
        'A section is {{#name}}…{{/name}}, and its other case {{^name}}…{{/name}}.',
    }))

function fixOf({ name, at, opens }: Occurrence): string | undefined {
  if (at === undefined || opens !== undefined) return undefined
  const { section, inverted } = at
  const place = `In the section {{${inverted ? '^' : '#'}${section}}}`
  if (ELSE.test(name))
    return (
      `${place}, write {{/${section}}}{{${inverted ? '#' : '^'}${section}}} instead: ` +
      'that ends it and begins the other case.'
    )
  if (END.test(name)) return `${place}, remove it: {{/${section}}} ends the section.`
  const [first, ...rest] = name.split('.')
  if (first !== 'this') return undefined
  return `${place}, write {{${rest.length === 0 ? '.' : rest.join('.')}}} instead.`
}
