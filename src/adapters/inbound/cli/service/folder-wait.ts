/** What is said while another process has the data folder. */

/** Says it once, however often it is called while the process waits. */
export function sayWaitingOnce(say: (line: string) => void, folder: string): (holder: number | undefined) => void {
  let told = false
  return (holder) => {
    if (told) return
    told = true
    const who = holder === undefined ? 'another process' : `process ${holder}`
    say(`Waiting for the data folder ${folder}: ${who} has it.`)
  }
}
