/** Footnotes of a Markdown file: `[^1]` in the text, `[^1]: …` on a line of its own. */

const DEFINITION = /^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$/
const FENCE = /^\s*(`{3,}|~{3,})/
export const FOOTNOTE = /\[\^([^\]\s]+)\]/g

/** The lines without definitions, which become empty, and the definitions by their names. */
export function takeFootnotes(lines: readonly string[]): {
  readonly lines: readonly string[]
  readonly notes: ReadonlyMap<string, string>
} {
  const notes = new Map<string, string>()
  let name: string | undefined
  let fence: string | undefined
  const kept = lines.map((line) => {
    const mark = FENCE.exec(line)?.[1]
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence
    const found = fence === undefined ? DEFINITION.exec(line) : null
    if (found !== null) {
      name = found[1] ?? ''
      notes.set(name, found[2] ?? '')
      return ''
    }
    // Lines that go on are indented; an empty line may part paragraphs of a note.
    if (name !== undefined && /^(?: {2,}|\t)\S/.test(line)) {
      notes.set(name, `${notes.get(name) ?? ''}\n${line.trim()}`)
      return ''
    }
    if (line.trim() !== '') name = undefined
    else if (name !== undefined) notes.set(name, `${notes.get(name) ?? ''}\n`)
    return line
  })
  return { lines: kept, notes }
}
