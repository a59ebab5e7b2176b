/** Reads a file of refinements, JSON or YAML: an array of them, or an object with `questions`. */
import { fail, failAll, ok, type DomainError, type Result } from '../../domain/kernel/errors.ts'
import { describeIssue } from './describe-issue.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
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
  const parsed = parseJson(text) ?? readYaml(text)
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

function readYaml(text: string): Result<unknown> {
  const parsed = parseYaml(text, { keeps_numbers: true })
  return parsed.ok
    ? parsed
    : fail('unprocessable', `The file of questions is neither YAML nor JSON: ${parsed.error.message}`, {
        field: 'questions',
      })
}
