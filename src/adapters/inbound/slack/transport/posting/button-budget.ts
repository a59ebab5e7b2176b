/**
 * How many questions may have buttons where their answer is typed. Such buttons have to be removed by `chat.update`
 * once the answer has come, which Slack allows fifty times a minute in a workspace; a click removes them by itself
 * (ADR 31).
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../../../../ports/clock.ts'
import type { PacedUpdates } from './paced-updates.ts'

/** How many messages get buttons in a minute, and after how many changes in a minute none does. */
export interface ButtonLimits {
  readonly per_minute: number
  readonly updates: number
}

/** Fewer than the changes that are made in a minute: choices that are typed, edits and thanks need some, too. */
const LIMITS: ButtonLimits = { per_minute: 15, updates: 20 }
const MINUTE_MS = 60_000

/** What keeping the budget needs. */
export interface ButtonBudgetDeps {
  readonly clock: Clock
  readonly updates: Pick<PacedUpdates, 'countIn'>
  readonly limits?: ButtonLimits | undefined
}

/** The budgets of all workspaces, as far as this process posts there. */
export class ButtonBudget {
  readonly #deps: ButtonBudgetDeps
  /** When messages got buttons, by their ids. */
  readonly #given = new LRUCache<string, Map<string, number>>({ max: 10_000 })

  constructor(deps: ButtonBudgetDeps) {
    this.#deps = deps
  }

  /** Whether this message may have buttons. Asked again for the same one, it counts once. */
  takes(team: string, id: string): boolean {
    const { limits = LIMITS } = this.#deps
    const now = Date.parse(this.#deps.clock.now())
    const given = new Map([...(this.#given.get(team) ?? [])].filter(([, at]) => at > now - MINUTE_MS && at <= now))
    this.#given.set(team, given)
    if (given.has(id)) return true
    if (given.size >= limits.per_minute || this.#deps.updates.countIn(team) >= limits.updates) return false
    given.set(id, now)
    return true
  }
}
