/**
 * Emoji by the names that Slack gives them (https://github.com/iamcal/emoji-data): those that people use most. Others
 * stay as they were typed.
 */
const BY_NAME: Record<string, string> = {
  '+1': '👍',
  '-1': '👎',
  eyes: '👀',
  fire: '🔥',
  'flag-de': '🇩🇪',
  grinning: '😀',
  heart: '❤️',
  house: '🏠',
  joy: '😂',
  memo: '📝',
  moneybag: '💰',
  page_facing_up: '📄',
  pray: '🙏',
  rocket: '🚀',
  slightly_smiling_face: '🙂',
  smile: '😄',
  sparkles: '✨',
  star: '⭐',
  sunny: '☀️',
  tada: '🎉',
  thinking_face: '🤔',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  wink: '😉',
  x: '❌',
}
const BY_CHARACTER = new Map(Object.entries(BY_NAME).map(([name, character]) => [character, name]))

/** An emoji of that shortcode (without colons), or that is this character. */
export function findEmoji(typed: string): { name: string; unicode: string } | undefined {
  const name = Object.hasOwn(BY_NAME, typed) ? typed : BY_CHARACTER.get(typed)
  const character = name === undefined ? undefined : BY_NAME[name]
  return name === undefined || character === undefined ? undefined : { name, unicode: hexOf(character) }
}

/** Every emoji's character, longest first, for a pattern. */
export const EMOJI_CHARACTERS = [...BY_CHARACTER.keys()].toSorted((a, b) => b.length - a.length)

/** `1f1e9-1f1ea` for 🇩🇪: `RichTextEmoji` of @slack/types. */
const hexOf = (character: string): string =>
  Array.from(character, (each) => (each.codePointAt(0) ?? 0).toString(16)).join('-')

/** The characters of such a code; '' where there is none, as for an emoji of the workspace's own. */
export const characterOf = (unicode: unknown): string =>
  typeof unicode === 'string' && /^[0-9a-f]+(-[0-9a-f]+)*$/.test(unicode)
    ? String.fromCodePoint(...unicode.split('-').map((hex) => Number.parseInt(hex, 16)))
    : ''
