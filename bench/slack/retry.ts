/** Retries and waits like a person: a warning sign is a reason to retry, silence a reason to wait. */
import { setTimeout as sleep } from 'node:timers/promises'

/** The app did not answer after many attempts. */
export class AppUnreachable extends Error {
  override readonly name = 'Impatient'
}

const isWarning = (error: unknown): boolean =>
  error instanceof Error && /sees a warning sign|failed with the error/.test(error.message)

/** Repeats an action while Slack shows a warning sign and it is not done. Returns the number of warning signs. */
export async function retryOnWarning(
  act: () => Promise<unknown>,
  isDone: () => boolean,
  pauseMs = 1500,
): Promise<number> {
  for (let signs = 0; ;) {
    try {
      await act()
      return signs
    } catch (error) {
      if (!isWarning(error)) throw error
      signs++
      if (signs > 60) throw new AppUnreachable('The app could not be reached sixty times.', { cause: error })
      await sleep(pauseMs)
      if (isDone()) return signs
    }
  }
}

/** Polls four times a second until `look` returns something; undefined after `ms`. */
export async function pollUntil<T>(ms: number, look: () => T | undefined): Promise<T | undefined> {
  for (const until = Date.now() + ms; ;) {
    const found = look()
    if (found !== undefined || Date.now() > until) return found
    await sleep(250)
  }
}

/** Runs one task at a time. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work)
    this.#last = done.catch(() => undefined)
    return done
  }
}
