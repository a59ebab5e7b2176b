/** Reports on stderr what went wrong: the sentence, the places, and the exit code. */
import { styleText } from 'node:util'
import { errorMessage, Refused } from '../../../domain/kernel/errors.ts'
import { noteOfRemark, remarksIn } from '../../../rendering/remark-notes.ts'
import type { CliEnvironment } from './environment.ts'
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts'
import { columnsOf, hasColours } from './terminal/printer.ts'
import { safeLine, safeText, wrap } from './terminal/terminal-text.ts'

/** An error that ends a command with a code of its own. `code` is what `--json` shows. */
export class CommandFailed extends Error {
  readonly code: string
  readonly exit: ExitCode
  readonly details: Readonly<Record<string, unknown>>
  constructor(code: string, exit: ExitCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'CommandFailed'
    this.code = code
    this.exit = exit
    this.details = details
  }
}

interface FailureReport {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
  readonly exit: ExitCode
}

/** Prints an error, as JSON if `json`; gives its exit code. */
export function reportFailure(
  error: unknown,
  { stderr, env }: Pick<CliEnvironment, 'stderr' | 'env'>,
  json: boolean,
): ExitCode {
  const report = describeFailure(error)
  if (json) {
    const { code, message, details } = report
    stderr.write(`${JSON.stringify({ error: { code, message, details } }, null, 2)}\n`)
    return report.exit
  }
  const mark = hasColours(stderr, env) ? styleText('red', 'Error:', { validateStream: false }) : 'Error:'
  // Ctrl+C is no mistake.
  const lines = [
    `${report.exit === EXIT.interrupted ? '' : `${mark} `}${safeText(report.message)}`,
    ...detailLines(report),
  ]
  stderr.write(`${lines.flatMap((line) => wrap(line, columnsOf(stderr))).join('\n')}\n`)
  return report.exit
}

function describeFailure(error: unknown): FailureReport {
  if (error instanceof CommandFailed)
    return { code: error.code, message: error.message, details: error.details, exit: error.exit }
  if (error instanceof Refused) {
    const { code, message, details = {} } = error.error
    return { code, message, details, exit: exitCodeOf(code) }
  }
  const message = errorMessage(error)
  return {
    code: 'unexpected',
    message: `Something unforeseen went wrong: ${message}`,
    details: {},
    exit: EXIT.unexpected,
  }
}

/**
 * What of the details helps a person: the field, each mistake of a template with its place, a suggestion, both answers.
 */
function detailLines({ message, details }: FailureReport): string[] {
  const { field, problems, suggestion, request_id } = details
  // Several mistakes are told with their fields in the sentence.
  const isOne = !Array.isArray(problems) || problems.length < 2
  // A setting is told in one line, and that names it.
  const isTold = typeof field !== 'string' || field === '' || (isSetting(field) && message.includes(field))
  return [
    ...(isOne && !isTold ? [`  Field: ${safeLine(field)}`] : []),
    ...mistakeLines(details['mistakes']),
    ...remarksIn(details).map((each) => `  Look at this: ${safeLine(noteOfRemark(each).message)}`),
    ...(typeof suggestion === 'string' ? [`  Free would be: ${safeLine(suggestion)}`] : []),
    ...(typeof request_id === 'string' ? [`  Request: ${safeLine(request_id)}`] : []),
  ]
}

const isSetting = (field: string): boolean => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(field)

const toText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const MAX_MISTAKES = 200

/** Mistakes of a template (`rendering/mistake.ts`), each with part, paragraph and the words around it. */
function mistakeLines(mistakes: unknown): string[] {
  if (!Array.isArray(mistakes)) return []
  const more =
    mistakes.length > MAX_MISTAKES ? [`  … and ${mistakes.length - MAX_MISTAKES} more; --json shows them all.`] : []
  return [
    ...mistakes.slice(0, MAX_MISTAKES).map((mistake: Readonly<Record<string, unknown>>) => {
      const text = (name: string) => safeLine(toText(mistake[name]))
      const paragraph =
        mistake['paragraph'] === undefined
          ? ''
          : `, ${text('part') === 'text' ? 'line' : 'paragraph'} ${text('paragraph')}`
      const heading = mistake['heading'] === undefined ? '' : `, under “${text('heading')}”`
      const accepted = mistake['accepted'] === undefined ? '' : ` With --accept-losses: ${text('accepted')}`
      const place = `${text('part')}${paragraph}${heading}`
      return `  - ${place}: ${text('message')} Near “${text('around')}”. ${text('fix')}${accepted}`
    }),
    ...more,
  ]
}
