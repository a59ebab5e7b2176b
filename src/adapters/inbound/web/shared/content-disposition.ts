/** Headers of a file that the browser saves or shows: RFC 6266, with RFC 8187 for names beyond ASCII. */

/** Longest file name that common file systems take, in UTF-16 code units. */
const MAX_NAME_LENGTH = 255

/**
 * `Content-Type`, `Content-Disposition` and `nosniff` for a file. Separators and control characters become `_` and long
 * names are cut, so that no name can break out of the header.
 */
export const attachmentHeaders = (fileName: string, mediaType: string): Record<string, string> =>
  fileHeaders('attachment', fileName, mediaType)

/** The same for a file that may be shown; the name is for saving it. */
export const inlineHeaders = (fileName: string, mediaType: string): Record<string, string> =>
  fileHeaders('inline', fileName, mediaType)

function fileHeaders(
  disposition: 'attachment' | 'inline',
  fileName: string,
  mediaType: string,
): Record<string, string> {
  const name = fileName
    .toWellFormed()
    .replaceAll(/[\p{Cc}/\\]/gu, '_')
    .slice(0, MAX_NAME_LENGTH)
  const ascii = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '_')
    .replaceAll(/["%;]/g, '_')
  return {
    'content-type': mediaType,
    'content-disposition': `${disposition}; filename="${ascii}"; filename*=UTF-8''${encodeValue(name.toWellFormed())}`,
    'x-content-type-options': 'nosniff',
  }
}

/** `attr-char`s as they are (RFC 8187 §3.2.1), all else percent-encoded. */
const encodeValue = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
