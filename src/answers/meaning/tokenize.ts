/** Splits a slash command into words and `name=value` pairs. */

/** A word, or a name with its value. */
export interface Token {
  readonly text: string
  /** The text after the `=`; undefined where there is no `=` outside of quotes. */
  readonly value: string | undefined
}

/** Phones and office programs replace straight quotes by these. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '‘': '’',
  "'": "'’",
  '‹': '›',
  '›': '‹',
}

/**
 * Words with the value after their `=`. An unclosed quote reaches to the end; one inside a word (`O'Brien`) is a
 * letter.
 */
export function tokenize(text: string): Token[] {
  const words: Token[] = []
  let at = 0
  const read = (stop: (character: string) => boolean): string => {
    const character = text[at] ?? ''
    const closing = QUOTES[character]
    if (closing !== undefined) {
      const end = closingQuote(text, at + 1, closing, stop)
      const inside = text.slice(at + 1, end)
      at = end + 1
      return inside
    }
    const from = at
    while (at < text.length && !stop(text[at] ?? '')) at++
    return text.slice(from, at)
  }
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) at++
    else {
      const word = read((character) => character === '=' || /\s/.test(character))
      if (text[at] === '=') {
        at++
        words.push({ text: word, value: /\s/.test(text[at] ?? ' ') ? '' : read((character) => /\s/.test(character)) })
      } else words.push({ text: word, value: undefined })
    }
  }
  return words
}

/** Only a quote at the end of a word closes: `"a 12"x8"` is read up to its last quote. */
function closingQuote(text: string, from: number, closing: string, stop: (character: string) => boolean): number {
  for (let at = from; at < text.length; at++) {
    if (closing.includes(text[at] ?? '') && (at + 1 === text.length || stop(text[at + 1] ?? ''))) return at
  }
  return text.length
}
