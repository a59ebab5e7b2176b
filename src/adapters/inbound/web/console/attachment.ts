/** The header that makes a browser save a file under its name (RFC 6266), with a plain name for old clients. */
export const attachment = (name: string): string =>
  `attachment; filename="${name
    .toWellFormed()
    .normalize('NFKD')
    .replaceAll(
      /[^\x20-\x7e]|["\\%]/g,
      '_',
    )}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`
