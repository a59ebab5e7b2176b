/**
 * markdown-it with the settings of this project: GitHub’s tables, strikethrough and bare addresses.
 */
import MarkdownIt from 'markdown-it'

/** Nesting of blocks, and of marks in them. A list counts as two: itself and its item. */
export const MAX_DEPTH = 40

/** CommonMark with tables, strikethrough and bare addresses. */
export const parser = new MarkdownIt({ html: true, linkify: true, maxNesting: MAX_DEPTH })

const HOST_AND_PATH = /^[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<>]*[^\s<>?!.,:;*_'"~()])?/

function encodeAddress(address: string): string {
  try {
    return encodeURI(address).replace(/%25/g, '%')
  } catch {
    return address
  }
}

// The renderer decides which addresses may be opened, and refuses the others; the parser would print them as text.
parser.validateLink = () => true
parser.normalizeLink = encodeAddress
parser.normalizeLinkText = (text) => text
// `www.` marks an address, a dot alone does not: `notes.md` is a file.
parser.linkify.set({ fuzzyLink: false })
parser.linkify.add('//', null)
parser.linkify.add('www.', {
  validate: (text, at) => HOST_AND_PATH.exec(text.slice(at, at + 2_000))?.[0].length ?? 0,
  normalize: (match) => {
    match.url = `http://${match.url}`
  },
})
