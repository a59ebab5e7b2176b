/** A file of refinements that comes with a template, YAML or JSON (which is YAML): an array of them, or an object with `questions`. */
import { parse } from 'yaml'
import { fail, ok, type Result } from '../domain/errors.ts'
import { refinementsSchema, type Refinement } from '../domain/refinement.ts'

/** Characters; a template of 10,000 questions stays far below. */
const MAX_LENGTH = 2_000_000

/** The refinements, or `unprocessable` with the place in the file. */
export function readQuestionsFile(text: string): Result<readonly Refinement[]> {
  if (text.length > MAX_LENGTH) return fail('too_large', 'The file of questions is too large: at most 2 MB are taken.', { field: 'questions', limit: MAX_LENGTH })
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const { value } = parsed
  const list: unknown = typeof value === 'object' && value !== null && !Array.isArray(value) && 'questions' in value ? value.questions : value
  const checked = refinementsSchema.safeParse(list ?? [])
  if (checked.success) return ok(checked.data)
  const issue = checked.error.issues[0]
  const place = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 100)}`)).join('') ?? ''
  return fail('unprocessable', `The file of questions does not fit at questions${place}: ${issue?.message ?? 'it is no list of questions'}.`, { field: `questions${place}` })
}

function parseYaml(text: string): Result<unknown> {
  try {
    return ok(parse(text, { logLevel: 'silent', prettyErrors: true, maxAliasCount: 50, uniqueKeys: true }) as unknown)
  } catch (error) {
    // A nesting too deep for the parser ends as a RangeError; both say that the file cannot be read.
    const reason = error instanceof Error && error.name.startsWith('YAML') ? (error.message.split('\n')[0] ?? '') : 'it is nested too deeply'
    return fail('unprocessable', `The file of questions is neither YAML nor JSON: ${reason}`, { field: 'questions' })
  }
}
