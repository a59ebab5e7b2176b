/** Reads an input line by line, on demand. */
import { createInterface } from 'node:readline'
import type { InputStream } from '../../environment.ts'
import { InputEnded } from './asker.ts'

export interface LineReader {
  /** The next line. Throws `InputEnded` at the end of the input, or when the signal fires. */
  next(): Promise<string>
  close(): void
}

export function readLines(input: InputStream, signal: AbortSignal): LineReader {
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
        if (signal.aborted) throw new InputEnded('interrupt')
        if (ended) throw new InputEnded('end')
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
