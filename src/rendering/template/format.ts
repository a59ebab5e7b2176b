/**
 * Detects a file's format from its name, checked against its content.
 */
import { type Result, ok } from '../../domain/kernel/errors.ts'
import type { TemplateFormat } from '../../domain/template/template-format.ts'
import { refuseFile } from './mistake.ts'

const BY_EXTENSION: Readonly<Record<string, TemplateFormat>> = {
  docx: 'docx',
  dotx: 'docx',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
}

/** Recognises `.docx .dotx .md .markdown .txt`. Refusals are `invalid_template` with `details.reason`. */
export function detectFormat(fileName: string, bytes: Uint8Array): Result<TemplateFormat> {
  const extension = /\.([^./\\]+)$/.exec(fileName.trim())?.[1]?.toLowerCase() ?? ''
  if (extension === 'docm' || extension === 'dotm') {
    return refuseFile('macros', 'The file may hold macros (.docm, .dotm). Save it as .docx in Word and upload that.')
  }
  if (extension === 'doc' || extension === 'rtf' || extension === 'odt') {
    return refuseFile('unsupported', `A .${extension} file cannot be a template. Save it as .docx and upload that.`)
  }
  const format = BY_EXTENSION[extension]
  if (format === undefined)
    return refuseFile(
      'unsupported',
      'A template is a .docx, .dotx, .md, .markdown or .txt file; the name has none of these endings.',
    )
  if (format === 'docx') return startsWith(bytes, [0x50, 0x4b]) ? ok(format) : refuseContent(bytes)
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]))
    return refuseFile('content_mismatch', 'The file is a zip or Word file, but its name says text. Rename it to .docx.')
  return isUtf8Text(bytes)
    ? ok(format)
    : refuseFile('not_utf8', 'The file is not UTF-8 text. Save it with the encoding UTF-8 and upload it again.')
}

function refuseContent(bytes: Uint8Array): Result<never> {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return refuseFile(
      'encrypted',
      'The file is encrypted, or an old .doc. Remove the password, save it as .docx and upload that.',
    )
  }
  return refuseFile(
    'not_a_zip',
    'The name says Word, but the content is no Word file. Save it as .docx in Word and upload that.',
  )
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte)

function isUtf8Text(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\u0000')
  } catch {
    return false
  }
}
