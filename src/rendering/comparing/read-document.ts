/** Reads what any document says that this service may have made. */
import { hash } from 'node:crypto'
import { type Result, fail, ok } from '../../domain/kernel/errors.ts'
import type { DocumentText } from '../docx/reading/document-text.ts'
import { readDocx } from '../docx/reading/read-docx.ts'
import { asRead } from '../docx/reading/story-reader.ts'
import { splitContentComment } from '../text/content-comment.ts'

const ZIP = 0x504b

/** The text of a Word file, or of a Markdown or text file. Refuses as `readDocx` does; `not_text` for anything else. */
export async function readDocument(bytes: Uint8Array): Promise<Result<DocumentText>> {
  if (bytes.length >= 4 && ((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0) === ZIP) return readDocx(bytes)
  let whole: string
  try {
    whole = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return NO_DOCUMENT
  }
  if (whole.includes('\0')) return NO_DOCUMENT
  const { text, content_id } = splitContentComment(whole.replaceAll(/\r\n?/g, '\n'))
  const lines = text
    .split('\n')
    .map((line, index) => ({ place: `line ${index + 1}`, text: asRead(line) }))
    .filter((line) => line.text !== '')
  return ok({ content_id, lines })
}

const NO_DOCUMENT = fail('unprocessable', 'The file is neither a Word document nor text.', { reason: 'not_text' })

/** SHA-256 (hex) of what the document says, whatever its bytes are. */
export function textHash({ lines }: DocumentText): string {
  return hash('sha256', lines.map((each) => each.text).join('\n'))
}
