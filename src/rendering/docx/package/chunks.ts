/**
 * Files within a file (`w:altChunk`, ISO 29500-1, 17.17.2.1): Word makes text of them when it opens the document.
 */
import type { Mistake } from '../../template/mistake.ts'

/** In text, in HTML, and in RTF, where braces are escaped. Packed files are not looked into. */
const TAG = /\{\{[^{}]{1,200}\}\}|\\\{\\\{[^{}]{1,200}\\\}\\\}/

/** Whether such a file holds tags, which would be printed as they are. */
export const holdsTags = (bytes: Buffer): boolean => TAG.test(bytes.toString('utf8'))

export const chunkMistake = (name: string): Mistake => ({
  part: 'body',
  around: name,
  message: `The file "${name}" is inserted into this one, and is not read.`,
  fix: 'Open the template in Word, which makes text of it, save it and upload that.',
})
