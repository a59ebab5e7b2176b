/**
 * Fills a compiled Word template: runs the programs, and assembles the zip from their output and the copied entries.
 */
import type { DocxBody, ReadyEntry } from '../../template/docx-body.ts'
import type { RenderedDocument } from '../../template/rendered-document.ts'
import type { Scope } from '../../template/scope.ts'
import { Assets } from './assets.ts'
import { joinEntries } from './join-entries.ts'
import { WordDocument } from './word-document.ts'
import {
  MAX_KEPT_MEMORY,
  type WrittenEntry,
  writeExtensible,
  scratch,
  writePart,
  writeUncompressed,
  output,
} from './written-entry.ts'

/** The document. Throws Refused for a missing or impossible value. */
export function renderDocx(body: DocxBody, pool: Buffer, scope: Scope): RenderedDocument {
  output.reset(MAX_KEPT_MEMORY)
  scratch.reset(MAX_KEPT_MEMORY)
  const assets = new Assets(pool, body)
  const entries: WrittenEntry[] = []
  const ready: ReadyEntry[] = []
  for (const part of body.parts) {
    assets.beginPart()
    entries.push(writePart(part, pool, scope, assets))
    const own = body.relationships.find((each) => each.owner === part.name)
    if (own === undefined) continue
    const { added, kept } = assets.relationshipsOf(part.name)
    writeExtensible(own, added, pool, entries, ready)
    for (const { file } of kept)
      if (file !== undefined && !ready.some((each) => each.name === file.name)) ready.push(file)
  }
  if (body.numbering !== undefined) writeExtensible(body.numbering, assets.numbering, pool, entries, ready)
  for (const media of assets.media.values()) entries.push(writeUncompressed(media.name, media.bytes))
  const types = [...new Set([...assets.media.values()].map((each) => each.extension))].filter(
    (each) => !body.contentTypes.extensions.includes(each),
  )
  writeExtensible(
    body.contentTypes,
    types.map((each) => `<Default Extension="${each}" ContentType="image/${each}"/>`).join(''),
    pool,
    entries,
    ready,
  )
  const pieces = joinEntries(body, pool, entries, ready)
  return new WordDocument(pieces, { body, pool, answers: scope.values, entries, ready })
}
