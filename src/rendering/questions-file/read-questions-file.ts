/** Reads a file of refinements, JSON or YAML: an array of them, or an object with `questions`. */
import { parseDocument, visit, type Scalar } from 'yaml'
import { fail, failAll, ok, type DomainError, type Result } from '../../domain/kernel/errors.ts'
import { describeIssue } from './describe-issue.ts'
import { refinementsSchema, type Refinement } from '../../domain/questions/refinement/refinement.ts'

/** Further mistakes are not described. */
const MAX_MISTAKES = 100
/** In characters. Refinements of a thousand questions are shorter. */
const MAX_LENGTH = 300_000
/**
 * In characters: longer ones are read in a worker. Hostile YAML can keep the parser busy: 300,000 quotation marks take
 * a minute, an honest file of that size 0.3 s.
 */
const MAX_CHEAP_LENGTH = 10_000

/** Whether a file can be read beside other work, whatever stands in it. */
export const isCheapToRead = (text: string): boolean => text.length <= MAX_CHEAP_LENGTH || text.length > MAX_LENGTH

/** The refinements, or `unprocessable` with the place in the file. */
export function readQuestionsFile(text: string): Result<readonly Refinement[]> {
  if (text.length > MAX_LENGTH)
    return fail('too_large', 'The file of questions is too large: at most 300,000 characters are taken.', {
      field: 'questions',
      limit: MAX_LENGTH,
    })
  const parsed = parseJson(text) ?? parseYaml(text)
  if (!parsed.ok) return parsed
  const { value } = parsed
  const list: unknown =
    typeof value === 'object' && value !== null && !Array.isArray(value) && 'questions' in value
      ? value.questions
      : value
  const checked = refinementsSchema.safeParse(list ?? [])
  if (checked.success) return ok(checked.data)
  const errors = checked.error.issues
    .slice(0, MAX_MISTAKES)
    .flatMap((issue) => describeIssue(issue, list))
    .slice(0, MAX_MISTAKES)
    .map(({ place, message }): DomainError => ({
      code: 'unprocessable',
      message: `The file of questions does not fit at ${place}: ${message}`,
      details: { field: place },
    }))
  return failAll(errors, 'things in the file of questions')
}

/** Undefined for text that is no JSON: it may be YAML. */
function parseJson(text: string): Result<unknown> | undefined {
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

function parseYaml(text: string): Result<unknown> {
  try {
    const document = parseDocument(text, { logLevel: 'silent', prettyErrors: true, uniqueKeys: true })
    const [error] = document.errors
    if (error !== undefined) throw error
    visit(document, { Scalar: (_, scalar) => keepWriting(scalar) })
    return ok(document.toJS({ maxAliasCount: 50 }) as unknown)
  } catch (error) {
    return fail('unprocessable', `The file of questions is neither YAML nor JSON: ${reasonOf(error)}`, {
      field: 'questions',
    })
  }
}

/** `007` and `1.50` stay as they are written: the author may mean text. */
function keepWriting(scalar: Scalar): void {
  const { value, source } = scalar
  if (typeof value === 'number' && source !== undefined && String(value) !== source) scalar.value = source
}

/**
 * Deep nesting ends as a RangeError of the parser's stack, endless aliases as a ReferenceError.
 */
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.name.startsWith('YAML')
    ? (error.message.split('\n')[0] ?? '')
    : 'it is nested too deeply, or repeats itself too often. Write it plainly, or as JSON.'
