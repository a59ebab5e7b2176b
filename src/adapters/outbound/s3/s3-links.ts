/** Presigned addresses of objects: anyone who has one can fetch that object for two minutes. */
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { checkDocumentKey } from '../shared/check-document-key.ts'
import type { DocumentLinks, LinkRequest } from '../../../ports/documents/document-links.ts'
import { createS3Client, type S3Options } from './s3-client.ts'

/** Long enough for a browser that follows a redirect, too short to be passed on. */
const LINK_SECONDS = 120

export class S3Links implements DocumentLinks {
  readonly #client: S3Client
  readonly #bucket: string

  /** `endpoint`: where the bucket is reached by those who get the links; it is signed with them. */
  constructor(options: S3Options, endpoint: string | undefined) {
    this.#client = createS3Client(options, endpoint)
    this.#bucket = options.bucket
  }

  async link({ key, file_name, media_type }: LinkRequest): Promise<string> {
    checkDocumentKey(key)
    return getSignedUrl(
      this.#client,
      new GetObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        ResponseContentType: media_type,
        ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeExtendedValue(file_name)}`,
        ResponseCacheControl: 'private, no-store',
      }),
      { expiresIn: LINK_SECONDS },
    )
  }

  close(): void {
    this.#client.destroy()
  }
}

/** RFC 8187. */
const encodeExtendedValue = (text: string): string =>
  encodeURIComponent(text.toWellFormed().replaceAll(/[\p{Cc}/\\]/gu, '_')).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
