/** Names of outsiders’ choosing as a part of a stream’s name, which has letters, digits, “_”, “.” and “-” only. */

/** Begins with a “.” and has no hyphen: no two names give one part. */
export const streamPart = (name: string): string =>
  `.${name.replaceAll(/[^A-Za-z0-9.]/gu, (sign) => ESCAPED[sign] ?? `_x${sign.codePointAt(0)?.toString(16)}_`)}`

const ESCAPED: Readonly<Record<string, string | undefined>> = { '-': '_h', _: '__', '~': '_t' }
