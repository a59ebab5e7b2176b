/** Where somebody wanted to go before they signed in. */

const MAX_LENGTH = 1000
const HERE = 'http://here.invalid'

/** The path and query if they are a page of ours, else the start page: no address leads anywhere else. */
export function safeReturnTo(text: string | undefined): string {
  if (text === undefined || !text.startsWith('/') || text.length > MAX_LENGTH || /[\\\p{Cc}\s]/u.test(text)) return '/'
  if (!URL.canParse(text, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(text, HERE)
  // `/.//other.example` becomes `//other.example`, which is another site.
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/'
}
