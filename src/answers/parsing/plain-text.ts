/** Text with plain spaces, apostrophes, separators and digits, so that it can be compared. */

/** No-break, narrow and thin spaces → space; typographic apostrophes → `'`; Arabic separators → `,` and `.`. */
export const plainSeparators = (text: string): string =>
  text
    .replaceAll(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replaceAll(/[\u2018\u2019\u02BC]/g, "'")
    .replaceAll('٬', ',')
    .replaceAll('٫', '.')

/** Normalizes a phrase for comparison: lower case, plain spaces, apostrophes and minus signs, nothing invisible. */
export const plainPhrase = (text: string): string => plainSpelling(text).toLowerCase()

/** The same with its capitals. */
export const plainSpelling = (text: string): string =>
  plainSeparators(withoutInvisible(text.normalize('NFC')))
    .replaceAll('\u2212', '-')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Digits of any script as `0`–`9`, without direction marks. */
export const plainDigits = (text: string): string =>
  text.replaceAll(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g, '').replaceAll(/[^\P{Nd}0-9]/gu, (digit) => {
    // In the basic plane the ten digits of a script are consecutive, beginning with zero.
    const code = digit.charCodeAt(0)
    if (digit.length > 1) return digit
    let value = 0
    while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value++
    return String(value)
  })

/** The text without characters that nobody sees: soft hyphens, zero-width spaces and joiners, byte order marks. */
export const withoutInvisible = (text: string): string => text.replaceAll(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
