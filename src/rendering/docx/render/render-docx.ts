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

const NUMBERING_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml'

/** The document. Throws Refused for a missing or impossible value. */
export function renderDocx(body: DocxBody, pool: Buffer, scope: Scope): RenderedDocument {
  output.reset(MAX_KEPT_MEMORY)
  scratch.reset(MAX_KEPT_MEMORY)
  const assets = new Assets(pool, body)
  const entries: WrittenEntry[] = []
  const ready: ReadyEntry[] = []
  const { numbering } = body
  let ownerAdded = ''
  for (const part of body.parts) {
    assets.beginPart()
    entries.push(writePart(part, pool, scope, assets))
    const own = body.relationships.find((each) => each.owner === part.name)
    if (own === undefined) continue
    const { added, kept } = assets.relationshipsOf(part.name)
    // The part that refers to a new numbering part waits for what all parts need of it.
    if (numbering?.owner === part.name) ownerAdded = added
    else writeExtensible(own, added, pool, entries, ready)
    for (const { file } of kept)
      if (file !== undefined && !ready.some((each) => each.name === file.name)) ready.push(file)
  }
  const { definitions, added: lists } = assets.lists
  const isNew = numbering?.owner !== undefined && definitions + lists !== ''
  const owner = numbering === undefined ? undefined : body.relationships.find((each) => each.owner === numbering.owner)
  if (owner !== undefined) {
    const type = `${assets.namespaces.relationships}/numbering`
    const target = `/${numbering?.name ?? ''}`
    const own = isNew ? `<Relationship Id="rIdDocgenLists" Type="${type}" Target="${target}"/>` : ''
    writeExtensible(owner, ownerAdded + own, pool, entries, ready)
  }
  if (numbering !== undefined) writeExtensible(numbering, lists, pool, entries, ready, definitions)
  for (const media of assets.media.values()) entries.push(writeUncompressed(media.name, media.bytes))
  const types = [...new Set([...assets.media.values()].map((each) => each.extension))].filter(
    (each) => !body.contentTypes.extensions.includes(each),
  )
  writeExtensible(
    body.contentTypes,
    types.map((each) => `<Default Extension="${each}" ContentType="image/${each}"/>`).join('') +
      (isNew ? `<Override PartName="/${numbering.name}" ContentType="${NUMBERING_TYPE}"/>` : ''),
    pool,
    entries,
    ready,
  )
  const pieces = joinEntries(body, pool, entries, ready)
  return new WordDocument(pieces, { body, pool, answers: scope.values, entries, ready })
}
