/**
 * Counts the fields of a form in its bytes, before a parser sees it. Parsers make an object of every field: a form of
 * nothing but separators would cost seconds and gigabytes.
 */
import { fail, unwrap } from '../../../domain/kernel/errors.ts'

/** RFC 2046 §5.1.1, and nothing after it: parts can only be counted when the boundary is certain. */
const MULTIPART = /^multipart\/form-data\s*;\s*boundary=("?)([\w'()+,./:=?-]{1,70})\1\s*$/i
const URLENCODED = /^application\/x-www-form-urlencoded\s*(;|$)/i

/** Bytes of a field's name. */
const MAX_NAME_BYTES = 200
/** Bytes of a part's headers: a field's name and a file's. */
const MAX_PART_HEAD_BYTES = 4096

export const isMultipart = (contentType: string): boolean => MULTIPART.test(contentType)

export const isForm = (contentType: string): boolean => isMultipart(contentType) || URLENCODED.test(contentType)

/**
 * Throws `Refused` (`too_large`) for more fields than `max`, or a field with a long name. The content type must be
 * that of a form.
 */
export function checkFormParts(body: Uint8Array, contentType: string, max: number): void {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const boundary = MULTIPART.exec(contentType)?.[2]
  if (boundary === undefined) checkFields(bytes, max)
  else checkParts(bytes, `--${boundary}`, max)
}

function checkFields(bytes: Buffer, max: number): void {
  let fields = 0
  for (let at = 0; at <= bytes.length;) {
    if (++fields > max) refuseFieldCount(max)
    const found = bytes.indexOf('&', at)
    const end = found === -1 ? bytes.length : found
    const equals = bytes.subarray(at, Math.min(end, at + MAX_NAME_BYTES + 1)).indexOf('=')
    if (equals === -1 && end - at > MAX_NAME_BYTES) refuseName()
    at = end + 1
  }
}

/**
 * Counts every delimiter, wherever it stands: a parser finds at most that many parts. A delimiter followed by two
 * dashes ends the form and begins no part.
 */
function checkParts(bytes: Buffer, delimiter: string, max: number): void {
  let parts = 0
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    const head = bytes.subarray(at + delimiter.length, at + delimiter.length + MAX_PART_HEAD_BYTES + 4)
    if (head.subarray(0, 2).toString('latin1') === '--') continue
    if (++parts > max) refuseFieldCount(max)
    checkHead(head)
  }
}

function checkHead(head: Buffer): void {
  const end = head.indexOf('\r\n\r\n')
  if (end === -1 && head.length > MAX_PART_HEAD_BYTES) refuseHead()
  const name = /[; ]name="([^"]*)/i.exec(head.subarray(0, end === -1 ? head.length : end).toString('latin1'))?.[1]
  if (name !== undefined && name.length > MAX_NAME_BYTES) refuseName()
}

const refuseFieldCount = (max: number): never =>
  unwrap(fail('too_large', `This form has too many fields: at most ${max} are taken here.`, { limit: max }))

const refuseName = (): never => refuseLength('A field of this form has too long a name', MAX_NAME_BYTES)

const refuseHead = (): never => refuseLength('A part of this form has too much before its value', MAX_PART_HEAD_BYTES)

const refuseLength = (what: string, limit: number): never =>
  unwrap(fail('too_large', `${what}: at most ${limit} bytes are taken.`, { limit }))
