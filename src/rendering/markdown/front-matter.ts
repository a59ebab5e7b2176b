/** Front matter of a Markdown file: YAML between two lines of hyphens at its beginning. */

const FRONT_MATTER = /^---[ \t]*\r?\n(?:[^]*?\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/
const LAST_LINE = /\r?\n?(?:---|\.\.\.)[ \t]*(?:\r?\n)?$/

/** How long the front matter of a text is; 0 where it has none. */
export const frontMatterLength = (text: string): number => FRONT_MATTER.exec(text)?.[0].length ?? 0

/** Where the YAML in the front matter of a text begins and ends. */
export function frontMatterRange(text: string): { readonly from: number; readonly to: number } {
  const whole = text.slice(0, frontMatterLength(text))
  const from = whole.indexOf('\n') + 1
  return { from, to: from + (LAST_LINE.exec(whole.slice(from))?.index ?? 0) }
}
