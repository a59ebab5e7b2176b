/** Lines of an input, one at a time, as they are wanted. */
import { createInterface } from 'node:readline'
import type { Input } from '../environment.ts'
import { WentAway } from './asker.ts'

export interface Lines {
  /** The next line. Throws `WentAway` at the end of the input, or when the signal fires. */
  next(): Promise<string>
  close(): void
}

export function readLines(input: Input, signal: AbortSignal): Lines {
  const reader = createInterface({ input, terminal: false, crlfDelay: Infinity })
  const ready: string[] = []
  let ended = false
  let wake: (() => void) | undefined
  const notify = () => wake?.()
  reader.on('line', (line) => {
    ready.push(line)
    notify()
  })
  reader.on('close', () => {
    ended = true
    notify()
  })
  signal.addEventListener('abort', notify)
  return {
    async next() {
      while (ready.length === 0) {
        if (signal.aborted) throw new WentAway('interrupt')
        if (ended) throw new WentAway('end')
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return ready.shift() ?? ''
    },
    close() {
      signal.removeEventListener('abort', notify)
      reader.close()
    },
  }
}
