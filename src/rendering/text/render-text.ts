/**
 * Fills a compiled text or Markdown template.
 */
import type { RenderValue } from '../../domain/render-data.ts'
import { ByteWriter } from '../byte-writer.ts'
import type { Program } from '../program.ts'
import { type Scope, lookUp, rounds } from '../scope.ts'
import { isLink, plainText, written } from '../values.ts'

/** The document's bytes. Throws Refused for a missing or impossible value. */
export function renderText(program: Program, pool: Buffer, scope: Scope, markdown: boolean): Buffer {
  const out = new ByteWriter(pool.length + 1024)
  fill(program, pool, scope, markdown, out)
  return out.buffer.subarray(0, out.size)
}

function fill(program: Program, pool: Buffer, scope: Scope, markdown: boolean, out: ByteWriter): void {
  for (const node of program) {
    if (node.node === 'static') out.copy(pool, node.at, node.size)
    else if (node.node === 'value') out.text(written(asSource(lookUp(scope, node.name), node.name, markdown), node.name, 'source'))
    else if (node.node === 'section') {
      for (const round of rounds(scope, node.name, node.inverted)) fill(node.children, pool, round, markdown, out)
    } else throw new Error(`A text template cannot hold a node "${node.node}"`)
  }
}

function asSource(value: RenderValue, name: string, markdown: boolean): string {
  if (typeof value === 'object' && isLink(value)) return markdown ? `[${value.text}](${value.href})` : `${value.text} (${value.href})`
  return plainText(value, name)
}
