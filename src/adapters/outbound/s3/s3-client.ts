/** The S3 client and its settings. */
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { Logger } from '../../../ports/logger.ts'

/** How the bucket is reached. */
export interface S3Options {
  readonly bucket: string
  /** Another than Amazon's: `https://s3.example.org`. */
  readonly endpoint: string | undefined
  readonly region: string
  /** `https://endpoint/bucket/key` instead of `https://bucket.endpoint/key`. */
  readonly force_path_style: boolean
  /** Encryption by the server, besides our own. */
  readonly encryption: { readonly algorithm: 'AES256' | 'aws:kms'; readonly key?: string | undefined } | undefined
  readonly logger: Logger
  /** Otherwise the SDK's own chain: environment, shared files, the machine's role. */
  readonly credentials?: S3ClientConfig['credentials']
  readonly limits?: S3Timeouts
}

/** How long is waited, in milliseconds. */
export interface S3Timeouts {
  readonly connect: number
  /** One try of one request, and the longest silence in it; the SDK makes three tries, with backoff. */
  readonly response: number
  /** All tries together, with the whole body. */
  readonly total: number
}

export const DEFAULT_TIMEOUTS: S3Timeouts = { connect: 3000, response: 30_000, total: 120_000 }

/** A client for the endpoint; Amazon’s own when it is undefined. */
export function createS3Client(
  { region, force_path_style, credentials, limits = DEFAULT_TIMEOUTS }: S3Options,
  endpoint: string | undefined,
): S3Client {
  return new S3Client({
    region,
    forcePathStyle: force_path_style,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: {
      connectionTimeout: limits.connect,
      requestTimeout: limits.response,
      throwOnRequestTimeout: true,
      socketTimeout: limits.response,
    },
    // Ours is SHA-256, which is sent and compared; others than Amazon know no more.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}
