/**
 * Prepares a Markdown template for a Markdown parser: tags of sections that stand alone on their line become paragraphs
 * of their own, and between table rows they move into the cells beside them, where they mean the rows.
 */

const TAG_LINE = /^\s*(?:\{\{\s*[#^/][^{}]*\}\}\s*)+$/
const CLOSING = /^\s*(?:\{\{\s*\/[^{}]*\}\}\s*)+$/
const ROW = /^\s*\|.*\|\s*$/
const FENCE = /^\s*(?:[-*+]\s+|\d{1,9}[.)]\s+|>\s?)*(`{3,}|~{3,})/

/** Lines, and for each the line of the file that it comes from, from 1. */
export interface SourceLines {
  readonly lines: readonly string[]
  readonly origins: readonly number[]
}

/** The same template with section lines parted from their neighbours; in a block of code they stay where they are. */
export function separateSectionLines(lines: readonly string[]): SourceLines {
  const parted: string[] = []
  const origins: number[] = []
  const put = (line: string, index: number): void => {
    parted.push(line)
    origins.push(index + 1)
  }
  let pending = ''
  let fence: string | undefined
  for (const [index, line] of lines.entries()) {
    const mark = FENCE.exec(line)?.[1]
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence
    if (fence !== undefined || !TAG_LINE.test(line)) {
      put(pending !== '' && ROW.test(line) ? line.replace(/\|\s*/, `| ${pending}`) : line, index)
      pending = ''
      continue
    }
    const closing = CLOSING.test(line)
    const last = parted.at(-1) ?? ''
    if (closing && ROW.test(last)) parted[parted.length - 1] = last.trimEnd().replace(/\s*\|$/, `${line.trim()} |`)
    else if (!closing && ROW.test(last) && ROW.test(lines[index + 1] ?? '')) pending = line.trim()
    else {
      // Its indent says to which item of a list the section belongs.
      put('', index)
      put(line.trimEnd(), index)
      put('', index)
    }
  }
  return { lines: parted, origins }
}
