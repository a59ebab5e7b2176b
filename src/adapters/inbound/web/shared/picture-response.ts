/** A picture of an answer as a response. Its address names its bytes, so it never changes. */
import type { StoredPicture } from '../../../../queries/generation/get-picture.ts'
import { inlineHeaders } from './content-disposition.ts'

/** A year (RFC 9111 §5.2.2.1), which is as good as for ever; only in the person's own cache (RFC 8246). */
const CACHE = 'private, max-age=31536000, immutable'

/** The bytes, to be shown and never run. Their hash is their entity tag. */
export function pictureResponse({ bytes, media_type, file_name, sha256 }: StoredPicture): Response {
  const headers = {
    etag: `"${sha256}"`,
    'cache-control': CACHE,
    'content-security-policy': "default-src 'none'; sandbox",
  }
  const name = file_name ?? (media_type === 'image/png' ? 'picture.png' : 'picture.jpg')
  return new Response(bytes, {
    headers: { ...headers, ...inlineHeaders(name, media_type), 'content-length': String(bytes.length) },
  })
}
