/** The options of docgen generate, and which of them go together. */
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'

export interface GenerateOptions {
  readonly answers?: string | undefined
  readonly out?: string | undefined
  readonly force: boolean
  /** Confirms without showing the answers, once nothing is left to ask. */
  readonly yes: boolean
  readonly resume?: string | undefined
  readonly like?: string | undefined
  readonly locale?: string | undefined
  /** The language of the document. */
  readonly language?: string | undefined
  readonly zone?: string | undefined
}

export function checkOptions(template: string | undefined, { resume, like, answers }: GenerateOptions): void {
  const named = [template, resume, like].filter((one) => one !== undefined).length
  if (named !== 1)
    throw new CommandFailed(
      'usage',
      EXIT.usage,
      'Name a template (see “docgen template list”), or a generation with --resume ID or --like ID; one of them.',
    )
  if (answers !== undefined && template === undefined)
    throw new CommandFailed(
      'usage',
      EXIT.usage,
      '--answers goes with a template: a conversation that has begun is answered question by question.',
    )
}
