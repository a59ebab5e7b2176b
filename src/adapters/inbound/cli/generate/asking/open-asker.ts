/** Chooses how to ask: widgets on a terminal, plain lines in a pipe, or nobody. */
import type { CliEnvironment } from '../../environment.ts'
import type { Asker } from './asker.ts'
import { createLineAsker } from './line-asker.ts'
import { type LineReader, readLines } from './lines.ts'
import { createTerminalAsker } from './terminal-asker.ts'

export interface AskingInput {
  readonly asker: Asker | undefined
  readonly lines: LineReader | undefined
  readonly interactive: boolean
}

/** Widgets where both sides are a terminal, lines otherwise; nobody to ask where stdin was used up. */
export function openInput(environment: CliEnvironment, signal: AbortSignal, used: boolean): AskingInput {
  if (used) return { asker: undefined, lines: undefined, interactive: false }
  const interactive =
    environment.stdin.isTTY === true && environment.stderr.isTTY === true && environment.env['TERM'] !== 'dumb'
  if (interactive) return { asker: createTerminalAsker(environment), lines: undefined, interactive }
  const lines = readLines(environment.stdin, signal)
  return { asker: createLineAsker(environment, lines), lines, interactive }
}
