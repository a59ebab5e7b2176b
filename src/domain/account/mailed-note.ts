/** A word of one person to another that goes out in a mail of ours. */

export const MAX_NOTE_LENGTH = 1000

/**
 * The text without spaces around it, empty for none, or what is wrong with it. It has no web address: else anybody
 * could send links to strangers in our name.
 */
export function readMailedNote(written: string): { readonly note: string } | { readonly problem: string } {
  const note = written.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim()
  if (note.length > MAX_NOTE_LENGTH) return { problem: `A message has at most ${MAX_NOTE_LENGTH} characters.` }
  if (/[^\P{Cc}\n\t]|\p{Cs}|\p{Bidi_Control}/u.test(note))
    return { problem: 'The message holds characters that cannot be shown. Type it again instead of pasting it.' }
  if (/:\/\/|\bwww\./i.test(note))
    return { problem: 'The message may hold no web address: the mail has one link, which leads here. Leave it out.' }
  return { note }
}
