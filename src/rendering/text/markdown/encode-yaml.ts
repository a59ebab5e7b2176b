/** Answers in the front matter of a Markdown file. */
import type { YamlStyle } from '../../template/program.ts'

/** The answer as it is written in a scalar of this style; `indent` begins the lines of a block. */
export function encodeYaml(text: string, style: YamlStyle, indent: string): string {
  switch (style) {
    // The whole scalar gets quotation marks where it needs them.
    case 'plain':
      return text
    case 'double':
      return JSON.stringify(text).slice(1, -1)
    case 'single':
      return text.replaceAll("'", "''").replace(/\n+/g, (ends) => `${ends}\n${indent} `)
    case 'literal':
      return text.trimStart().replaceAll('\n', `\n${indent}`)
    case 'folded':
      return text.trimStart().replace(/\n+/g, (ends) => `${ends}\n${indent}`)
    case 'remark':
      return text.replaceAll('\n', ' ')
  }
}
