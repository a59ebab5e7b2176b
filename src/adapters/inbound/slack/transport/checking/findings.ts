/** Makes findings of a check. */
import type { SlackFinding } from '../../../../../ports/slack/slack-check.ts'

/** All is well. */
export const ok = (what: string, found: string): SlackFinding => ({ what, outcome: 'ok', found, remedy: null })

/** A fault, and what to do. */
export const wrong = (what: string, found: string, remedy: string): SlackFinding => ({
  what,
  outcome: 'wrong',
  found,
  remedy,
})

/** Nothing can be told yet, and how to find out. */
export const unknown = (what: string, found: string, remedy: string): SlackFinding => ({
  what,
  outcome: 'unknown',
  found,
  remedy,
})
