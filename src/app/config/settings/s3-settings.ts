/** Settings of documents in S3. */
import { z } from 'zod'
import { httpAddress, text, yesOrNo } from '../value-kinds.ts'

const encryption = z.string().regex(/^(AES256|aws:kms(:.+)?)$/, 'takes AES256, aws:kms or aws:kms:KEY')

/** For the table of settings. */
export const S3_SETTINGS = {
  s3_bucket: {
    name: 'S3_BUCKET',
    reads: z.string().min(3, 'must have at least 3 characters'),
    otherwise: 'the data folder',
    means: 'the [bucket](#documents-in-s3) that keeps templates and documents',
  },
  s3_endpoint: {
    name: 'S3_ENDPOINT',
    reads: httpAddress,
    otherwise: "Amazon's",
    hides: 'credentials',
    means: 'the S3 server',
  },
  s3_public_endpoint: {
    name: 'S3_PUBLIC_ENDPOINT',
    reads: httpAddress,
    otherwise: '`S3_ENDPOINT`',
    hides: 'credentials',
    means: 'where people reach the S3 server, for links',
  },
  s3_region: { name: 'S3_REGION', reads: text, otherwise: '`us-east-1`', means: 'the region of the bucket' },
  s3_force_path_style: {
    name: 'S3_FORCE_PATH_STYLE',
    reads: yesOrNo,
    otherwise: 'true with `S3_ENDPOINT`',
    means: 'the bucket stands in the path of addresses, not in the name of the server',
  },
  s3_encryption: {
    name: 'S3_SERVER_SIDE_ENCRYPTION',
    reads: encryption,
    means: 'encryption by the server besides ours: `AES256`, `aws:kms` or `aws:kms:KEY`',
  },
} as const
