/** Reads a file of refinements, JSON or YAML: an array of them, or an object with `questions`. */
import { Script } from 'node:vm'
import { parse } from 'yaml'
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'
import { refinementsSchema, type Refinement } from '../../domain/questions/refinement/refinement.ts'

/** In characters. Refinements of a thousand questions are shorter. */
const MAX_LENGTH = 300_000
/** Hostile YAML can keep the parser busy: 300,000 quotation marks take a minute, an honest file of that size 0.3 s. */
const PARSE_TIMEOUT_MS = 1000

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
  const issue = checked.error.issues[0]
  const place =
    issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 100)}`)).join('') ??
    ''
  return fail(
    'unprocessable',
    `The file of questions does not fit at questions${place}: ${issue?.message ?? 'it is no list of questions'}.`,
    { field: `questions${place}` },
  )
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
  const read = () =>
    parse(text, { logLevel: 'silent', prettyErrors: true, maxAliasCount: 50, uniqueKeys: true }) as unknown
  try {
    return ok(new Script('read()').runInNewContext({ read }, { timeout: PARSE_TIMEOUT_MS }) as unknown)
  } catch (error) {
    return fail('unprocessable', `The file of questions is neither YAML nor JSON: ${reasonOf(error)}`, {
      field: 'questions',
    })
  }
}

/**
 * Deep nesting ends as a RangeError of the parser's stack, endless aliases as a ReferenceError, slow files as a
 * timeout.
 */
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.name.startsWith('YAML')
    ? (error.message.split('\n')[0] ?? '')
    : 'it is nested too deeply, repeats itself too often, or takes too long to read. Write it plainly, or as JSON.'
