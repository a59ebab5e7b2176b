/** Copies of a Word file as people come by them: saved again by another program, or altered. */
import { unwrap } from '../../../src/domain/kernel/errors.ts'
import { openArchive } from '../../../src/rendering/docx/zip/archive.ts'
import { packEntry, writeArchive } from '../../../src/rendering/docx/zip/write-archive.ts'

/** Rewrites the parts whose name ends with `part`; everything is packed anew. */
export async function rewritten(bytes: Uint8Array, part: string, change: (xml: string) => string): Promise<Uint8Array> {
  const archive = unwrap(await openArchive(bytes))
  return new Uint8Array(
    writeArchive(
      [...archive.values()].map(({ name, bytes: own }) =>
        packEntry(name, name.endsWith(part) ? Buffer.from(change(own.toString('utf8')), 'utf8') : own),
      ),
    ),
  )
}

/** As a word processor saves it: other runs, other ids, other spaces, other compression. */
export const savedAgain = (bytes: Uint8Array): Promise<Uint8Array> =>
  rewritten(bytes, 'document.xml', (xml) =>
    xml
      .replaceAll('<w:p>', '<w:p w:rsidR="00AB12CD">')
      .replaceAll(/<w:t(?: xml:space="preserve")?>(\w)/g, '<w:t>$1</w:t></w:r><w:r><w:t xml:space="preserve">'),
  )
