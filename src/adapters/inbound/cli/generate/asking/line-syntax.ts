/** How a line of input is read: navigation, escapes, yes and no. */
import { safeLine } from '../../terminal/terminal-text.ts'
import type { Reply } from './asker.ts'

export const YES = /^(y|yes|ja?|si|sí|oui|1|true)$/i
export const NO = /^(n|no|nope|nein|non|0|false)$/i

/** The command that a line stands for; undefined for an answer. */
export function parseNavigation(line: string): Reply | 'help' | undefined {
  switch (line.trim()) {
    case '<':
      return 'back'
    case '!':
      return 'edit'
    case '?':
      return 'help'
    default:
      return undefined
  }
}

/** The line without the backslash before a lone sign. */
export const unescapeLine = (line: string): string => line.replace(/^(\s*)\\(?=[<!?]\s*$)/, '$1')

/** A preset answer on one line. */
export const presetText = (value: string | boolean | readonly string[]): string =>
  safeLine(typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : value.join(', '))
