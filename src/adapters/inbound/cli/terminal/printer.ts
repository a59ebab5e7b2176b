/**
 * Prints results on stdout and everything else on stderr; JSON with `--json`; colours only on a terminal.
 */
import { styleText } from 'node:util'
import type { CliEnvironment, OutputStream } from '../environment.ts'
import { tableLines } from './table.ts'
import { safeText, wrap } from './terminal-text.ts'

export type Style = Parameters<typeof styleText>[0]

export interface Printer {
  /** `--json` was given. */
  readonly json: boolean
  /** A result: the JSON with `--json`, the lines otherwise. */
  result(value: unknown, lines: () => readonly string[]): void
  /** A line for the person, on stderr; silent with `--json`. */
  say(text: string): void
  /** A table as lines for `result`, its head dimmed on a terminal. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): string[]
  /** Styled where stdout (or the given stream) is a terminal that wants colours. */
  style(style: Style, text: string, stream?: OutputStream): string
}

/** In a pipe nothing is wrapped: a row is a line. */
const PIPE_COLUMNS = Number.POSITIVE_INFINITY

export function createPrinter(
  { stdout, stderr, env }: Pick<CliEnvironment, 'stdout' | 'stderr' | 'env'>,
  json: boolean,
): Printer {
  const style: Printer['style'] = (format, text, stream = stdout) =>
    hasColours(stream, env) ? styleText(format, text, { validateStream: false }) : text
  return {
    json,
    style,
    result(value, lines) {
      stdout.write(
        json
          ? `${JSON.stringify(value, null, 2)}\n`
          : lines()
              .map((line) => `${line}\n`)
              .join(''),
      )
    },
    say(text) {
      if (!json) stderr.write(`${wrap(text, columnsOf(stderr)).join('\n')}\n`)
    },
    table(head, rows) {
      const lines = tableLines(
        head,
        rows.map((row) => row.map((cell) => safeText(cell).replaceAll('\t', ' '))),
        columnsOf(stdout),
      )
      return [style('dim', lines.head), ...lines.body]
    },
  }
}

/** The columns of a terminal; a wide line where it is none. */
export const columnsOf = (stream: OutputStream): number =>
  stream.isTTY === true ? (stream.columns ?? 80) : PIPE_COLUMNS

/**
 * https://no-color.org: any text in NO_COLOR takes colours away, FORCE_COLOR asks for them where there is no terminal.
 */
export function hasColours(stream: OutputStream, env: CliEnvironment['env']): boolean {
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false
  return stream.isTTY === true || (env['FORCE_COLOR'] ?? '0') !== '0'
}
