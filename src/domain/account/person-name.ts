/** Names of people as they are typed. */

const MAX_NAME_LENGTH = 100

/** The name without spaces around it, or what is wrong with it. */
export function readPersonName(written: string): { readonly name: string } | { readonly problem: string } {
  const name = written.normalize('NFC').trim().replaceAll(/\s+/gu, ' ')
  if (name === '') return { problem: 'Enter a name.' }
  if (name.length > MAX_NAME_LENGTH) return { problem: `A name has at most ${MAX_NAME_LENGTH} characters.` }
  if (/\p{Cc}|\p{Cs}|\p{Bidi_Control}/u.test(name))
    return { problem: 'The name holds characters that cannot be shown. Type it again instead of pasting it.' }
  return { name }
}
