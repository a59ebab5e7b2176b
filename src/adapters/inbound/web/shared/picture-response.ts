/** A picture of an answer as a response. Its address names its bytes, so it never changes. */
import type { StoredPicture } from '../../../../queries/generation/get-picture.ts'
import { inlineHeaders } from './content-disposition.ts'

/** A year (RFC 9111 §5.2.2.1), which is as good as for ever; only in the person's own cache (RFC 8246). */
const CACHE = 'private, max-age=31536000, immutable'

/** The entity tag of a picture: its hash. */
export const pictureTag = ({ sha256 }: Pick<StoredPicture, 'sha256'>): string => `"${sha256}"`

/** The bytes, to be shown and never run; 304 without them where the client has them. */
export function pictureResponse(picture: StoredPicture, isKnown: boolean): Response {
  const headers = {
    etag: pictureTag(picture),
    'cache-control': CACHE,
    'content-security-policy': "default-src 'none'; sandbox",
  }
  if (isKnown) return new Response(null, { status: 304, headers })
  const { bytes, media_type, file_name } = picture
  const name = file_name ?? (media_type === 'image/png' ? 'picture.png' : 'picture.jpg')
  return new Response(bytes, {
    headers: { ...headers, ...inlineHeaders(name, media_type), 'content-length': String(bytes.length) },
  })
}
