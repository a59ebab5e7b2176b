/**
 * A .docx without times and random ids: equal text gives equal bytes.
 */
import { type Result, ok } from '../../domain/kernel/errors.ts'
import { openArchive } from '../docx/zip/archive.ts'
import { packEntry, writeArchive } from '../docx/zip/write-archive.ts'

/** The file with fixed dates and with relationship ids numbered in document order. */
export async function makeStable(bytes: Uint8Array): Promise<Result<Uint8Array>> {
  const archive = await openArchive(bytes)
  if (!archive.ok) return archive
  const ids = new Map<string, string>()
  const stable = (id: string): string => {
    const known = ids.get(id) ?? `rIdLink${ids.size + 1}`
    ids.set(id, known)
    return known
  }
  const entries = [...archive.value.values()].toSorted(
    (a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1),
  )
  return ok(
    writeArchive(
      entries.map((entry) => {
        if (!/\.(?:xml|rels)$/.test(entry.name)) return entry
        const xml = entry.bytes
          .toString('utf8')
          .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, '$11980-01-01T00:00:00Z')
          .replace(
            /(\s(?:r:id|r:embed|Id)=")(rId[^"\d][^"]*|rId\d*[^"\d][^"]*)"/g,
            (_whole, start: string, id: string) => `${start}${stable(id)}"`,
          )
        return packEntry(entry.name, Buffer.from(xml, 'utf8'))
      }),
    ),
  )
}

/** Content types come first, as Word writes them; then the document, whose relationship ids are numbered in order. */
const rank = (name: string): number => (name === '[Content_Types].xml' ? 0 : name === 'word/document.xml' ? 1 : 2)
