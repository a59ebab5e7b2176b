/**
 * Tests that need a real server: left out, and said so, where the machine has none; a failure where all must be there
 * (CI=true).
 */
import { describe, test } from 'vitest'

/** `install` says how to get it. */
export function onRealServer(name: string, there: boolean, install: string, tests: () => void): void {
  if (there) {
    describe(name, tests)
  } else if (process.env['CI'] === 'true') {
    test(name, () => {
      throw new Error(`${name}: the server is missing. ${install}`)
    })
  } else {
    process.stderr.write(`\nLEFT OUT: ${name}. ${install}\n`)
    describe.skip(name, tests)
  }
}
