/**
 * Prepares a Markdown template for a Markdown parser: tags of sections that stand alone on their line become paragraphs
 * of their own, and between table rows they move into the cells beside them, where they mean the rows.
 */

const TAG_LINE = /^\s*(?:\{\{\s*[#^/][^{}]*\}\}\s*)+$/
const ROW = /^\s*\|.*\|\s*$/

/** The same template with section lines parted from their neighbours. */
export function separateSectionLines(markdown: string): string {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n')
  const parted: string[] = []
  let pending = ''
  for (const [index, line] of lines.entries()) {
    if (!TAG_LINE.test(line)) {
      if (pending !== '' && ROW.test(line)) parted.push(line.replace(/\|\s*/, `| ${pending}`))
      else parted.push(line)
      pending = ''
      continue
    }
    const closing = /^\s*(?:\{\{\s*\/[^{}]*\}\}\s*)+$/.test(line)
    const last = parted.at(-1) ?? ''
    if (closing && ROW.test(last)) parted[parted.length - 1] = last.trimEnd().replace(/\s*\|$/, `${line.trim()} |`)
    else if (!closing && ROW.test(last) && ROW.test(lines[index + 1] ?? '')) pending = line.trim()
    else parted.push('', line.trim(), '')
  }
  return parted.join('\n')
}
