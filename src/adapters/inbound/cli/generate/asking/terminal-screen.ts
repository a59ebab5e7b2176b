/** The terminal that prompts are drawn on: its streams, its width, and how text stands beside the bar at the left. */
import { styleText } from 'node:util'
import { isCancel, log, S_BAR } from '@clack/prompts'
import type { CliEnvironment } from '../../environment.ts'
import { columnsOf } from '../../terminal/printer.ts'
import { safeText, wrap } from '../../terminal/terminal-text.ts'
import { InputEnded, type Prompt } from './asker.ts'
import { languageLines, titleText } from './question-texts.ts'

/** Columns of the bar at the left of everything. */
export const BAR_COLUMNS = 3

export type TerminalScreen = ReturnType<typeof createTerminalScreen>

/** Reads keys from `stdin` and draws on `stderr`. */
export function createTerminalScreen({ stdin, stderr }: Pick<CliEnvironment, 'stdin' | 'stderr'>) {
  const streams = { input: stdin, output: stderr }
  const keys = watchKeys(stdin)
  /** Columns for text right of the bar. */
  const textColumns = () => columnsOf(stderr) - BAR_COLUMNS - 1
  const say = (message: string) => log.message(wrap(safeText(message), textColumns()), { output: stderr })
  const dim = (message: string) => styleText('dim', message)

  /** The answer to a prompt; undefined for Esc. Throws `InputEnded` for Ctrl+C. */
  async function answerOrEscape<T>(answer: Promise<T>): Promise<Exclude<T, symbol> | undefined> {
    const value = await answer
    if (!isCancel(value)) return value as Exclude<T, symbol>
    if (keys.last() === '\u0003') throw new InputEnded('interrupt')
    return undefined
  }

  /** The question, how far we are, and the author's help, line by line; `keys` are those that do more than answer. */
  function heading(prompt: Prompt, keys = 'Esc for more'): string[] {
    const [first = '', ...rest] = wrap(titleText(prompt), textColumns())
    const help = prompt.question.help === undefined ? [] : wrap(safeText(prompt.question.help), textColumns())
    return [
      styleText('bold', first),
      ...rest.map((line) => styleText('bold', line)),
      dim(`${prompt.progress} · ${keys}`),
      ...help.map(dim),
      ...languageLines(prompt)
        .flatMap((line) => wrap(line, textColumns()))
        .map(dim),
    ]
  }

  /** Text fields do not put the bar before the lines of their message, the other widgets do. */
  const withBar = (lines: readonly string[]) => lines.join(`\n${styleText('gray', S_BAR)}  `)

  /** What stands under a text field, after its corner. */
  const underField = (message: string) =>
    wrap(safeText(message), textColumns() - BAR_COLUMNS).join(`\n${' '.repeat(BAR_COLUMNS)}`)

  return { streams, textColumns, say, dim, answerOrEscape, heading, withBar, underField }
}

/** Remembers the last key, to tell Ctrl+C from Esc: the prompts call both a cancellation. */
function watchKeys(stdin: CliEnvironment['stdin']): { last(): string | undefined } {
  let last: string | undefined
  stdin.on('keypress', (_text: string | undefined, key: { readonly sequence?: string } | undefined) => {
    last = key?.sequence
  })
  return { last: () => last }
}
