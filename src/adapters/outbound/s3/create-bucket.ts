/** Makes the bucket for an S3 server of one's own. */
import { CreateBucketCommand, HeadBucketCommand, S3ServiceException } from '@aws-sdk/client-s3'
import { createS3Client, type S3Options } from './s3-client.ts'
import { explainFailure } from './s3-failure.ts'

/** Throws `S3Unusable` or `StoreUnavailable`, as `S3DocumentStore.open` does. */
export async function createBucket(options: S3Options): Promise<'created' | 'exists'> {
  const client = createS3Client(options, options.endpoint)
  const Bucket = options.bucket
  try {
    if (await client.send(new HeadBucketCommand({ Bucket })).then(() => true, isMissing)) return 'exists'
    await client.send(new CreateBucketCommand({ Bucket }))
    return 'created'
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'BucketAlreadyOwnedByYou') return 'exists'
    throw explainFailure(error, options)
  } finally {
    client.destroy()
  }
}

/** False for a bucket that is not there; other errors go on. */
function isMissing(error: unknown): false {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false
  throw error
}
