/** Where the documents of a template say their content id: at the end of its custom properties. */
import { CONTENT_ID } from '../../../../domain/template/render-data.ts'
import type { BytePool } from '../../../template/pool.ts'
import type { ProgramNode } from '../../../template/program.ts'
import { contentIdProperty } from '../../package/content-id.ts'
import type { XmlPart } from '../../xml/xml-tree.ts'

/** The program of the part for custom properties (undefined: it holds no tags), with the property of the id. */
export function withContentIdNodes(
  part: XmlPart,
  program: readonly ProgramNode[] | undefined,
  pool: BytePool,
): readonly ProgramNode[] {
  const nodes = [...(program ?? [pool.add(part.source)])]
  const last = nodes.pop()
  const tail = Buffer.byteLength(part.source.slice(part.source.lastIndexOf('</')))
  if (last?.node !== 'static' || last.size < tail) throw new Error('custom properties end with their root')
  const { before, after } = contentIdProperty(part)
  const children: ProgramNode[] = [
    pool.add(before),
    { node: 'value', name: CONTENT_ID, place: 'content' },
    pool.add(after),
  ]
  return [
    ...nodes,
    { ...last, size: last.size - tail },
    { node: 'section', name: CONTENT_ID, inverted: false, children },
    { ...last, at: last.at + last.size - tail, size: tail },
  ]
}
