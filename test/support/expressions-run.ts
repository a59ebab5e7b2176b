/** Counts the work of a call by the regular expressions that it runs: the same on every machine, however busy. */
import { vi } from 'vitest'

/** How often regular expressions are executed until the call ends; `test`, `replace` and `split` execute them, too. */
export async function expressionsRun(call: () => unknown): Promise<number> {
  const exec = vi.spyOn(RegExp.prototype, 'exec')
  try {
    await call()
    return exec.mock.calls.length
  } finally {
    exec.mockRestore()
  }
}
