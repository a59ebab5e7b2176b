/**
 * Pictures that a Markdown file holds as `data:` addresses.
 */

const DATA = /data:image\/(png|jpeg);base64,([A-Za-z0-9+/=]+)/g

/** A decoded `data:` picture. */
export interface DataPicture {
  readonly type: 'png' | 'jpg'
  readonly bytes: Buffer
}

/** The text with a short address in place of each picture’s data, and the pictures by these addresses. */
export function extractPictures(markdown: string): { text: string; pictures: ReadonlyMap<string, DataPicture> } {
  const pictures = new Map<string, DataPicture>()
  const text = markdown.replace(DATA, (_whole, type: string, data: string) => {
    const address = `docgen-data:${pictures.size + 1}`
    pictures.set(address, { type: type === 'jpeg' ? 'jpg' : 'png', bytes: Buffer.from(data, 'base64') })
    return address
  })
  return { text, pictures }
}
