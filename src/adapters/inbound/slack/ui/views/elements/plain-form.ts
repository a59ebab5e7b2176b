/**
 * Our markup without its marks. Where people's words need invisible characters to be shown literally as markup
 * (`escapeMarkup`), they are shown as plain text instead, which needs none: what is shown can be copied back.
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */

/** The emoji that our messages begin with. */
const ICONS: Readonly<Record<string, string>> = {
  bell: '🔔',
  bulb: '💡',
  hourglass_flowing_sand: '⏳',
  memo: '📝',
  page_facing_up: '📄',
  pencil2: '✏️',
  tada: '🎉',
  warning: '⚠️',
  white_check_mark: '✅',
}

/** Marks of our own: neither escaped nor between two letters, where Slack takes them for letters. */
const OWN_MARKS = /(?<![\u2060\p{L}\p{N}])[*_]|(?<!\u2060)[*_](?![\p{L}\p{N}])/gu
const OWN_ICONS = /(?<!\u2060):(?<name>[a-z0-9_]+):/g

/** The text of markup; undefined where it has a mention or a link, which plain text cannot have. */
export function plainForm(markup: string): string | undefined {
  if (markup.includes('<')) return undefined
  return markup
    .replaceAll(OWN_MARKS, '')
    .replaceAll(OWN_ICONS, (written, name: string) => ICONS[name] ?? written)
    .replaceAll(/^>/gm, '')
    .replaceAll('\u2060', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
