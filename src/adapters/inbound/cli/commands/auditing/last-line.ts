/** Finds where a file of exported lines ends, and the cursor of its last whole line. */
import type { FileHandle } from 'node:fs/promises'

interface LastLine {
  /** Undefined where no line is whole. */
  readonly cursor: string | undefined
  /** In bytes; what follows is the beginning of a line. */
  readonly end: number
}

/** How a whole line ends, with its cursor. */
const ENDS = {
  jsonl: /"cursor":"([\w-]+)"\}\n/g,
  csv: /,([\w-]+)\r\n/g,
} as const

/** The head of a CSV ends like a line does, with the name of the column. */
const HEAD = 'cursor'

/** Most lines are shorter. */
const PART = 64 * 1024

/** Undefined for a file that holds something else. */
export async function findLastLine(file: FileHandle, format: 'jsonl' | 'csv'): Promise<LastLine | undefined> {
  const { size } = await file.stat()
  for (let length = Math.min(PART, size); ; length = Math.min(length * 4, size)) {
    const buffer = Buffer.alloc(length)
    await file.read(buffer, 0, length, size - length)
    // Bytes as characters: a place in the text is a place in the file.
    const last = [...buffer.toString('latin1').matchAll(ENDS[format])].at(-1)
    if (last !== undefined && last[1] !== HEAD) {
      return { cursor: last[1], end: size - length + last.index + last[0].length }
    }
    if (length === size) return isBeginning(buffer, format) ? { cursor: undefined, end: 0 } : undefined
  }
}

/** Of a file in which no line is whole yet. */
const isBeginning = (buffer: Buffer, format: 'jsonl' | 'csv'): boolean => {
  const text = buffer.toString('latin1')
  const begins = format === 'csv' ? 'at,' : '{"at":'
  return text.startsWith(begins) || begins.startsWith(text)
}
