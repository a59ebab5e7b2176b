/** A file to be saved, never shown: RFC 6266 with RFC 8187 for names beyond ASCII. */

/** `Content-Type` and `Content-Disposition` for a file; whatever its name holds cannot break out of the header. */
export function attachment(fileName: string, mediaType: string): Record<string, string> {
  const name = fileName
    .toWellFormed()
    .replaceAll(/[\p{Cc}/\\]/gu, '_')
    .slice(0, 255)
  const ascii = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '_')
    .replaceAll(/["%;]/g, '_')
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${extendedValue(name.toWellFormed())}`,
    'x-content-type-options': 'nosniff',
  }
}

/** `attr-char`s as they are (RFC 8187 §3.2.1), all else percent-encoded. */
const extendedValue = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
