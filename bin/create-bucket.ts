/**
 * Makes the bucket that S3_BUCKET names, unless it is there: `node bin/create-bucket.ts`, with the environment of
 * the service.
 */
import { createBucket } from '../src/adapters/outbound/s3/create-bucket.ts'
import { readConfig } from '../src/app/config.ts'

const { s3 } = configOrExit()
if (s3 === undefined) {
  console.error('S3_BUCKET: name the bucket to make.')
  process.exit(2)
}
const silent = { info() {}, warn() {}, error() {} }
try {
  console.log(`${s3.bucket}: ${await createBucket({ ...s3, logger: silent })}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

function configOrExit() {
  try {
    return readConfig(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(2)
  }
}
