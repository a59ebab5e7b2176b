/** Counts the work of a call by the regular expressions that it runs: the same on every machine, however busy. */

const { exec } = RegExp.prototype

/** How often regular expressions are executed until the call ends; `test`, `replace` and `split` execute them, too. */
export async function expressionsRun(call: () => unknown): Promise<number> {
  let count = 0
  RegExp.prototype.exec = function counted(this: RegExp, text: string) {
    count += 1
    return exec.call(this, text)
  }
  try {
    await call()
  } finally {
    RegExp.prototype.exec = exec
  }
  return count
}
