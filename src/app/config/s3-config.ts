/** Where documents lie in S3: the settings that belong together. */
import { InvalidConfig } from './invalid-config.ts'
import { SETTINGS, type SettingValues } from './settings-table.ts'

export interface S3Config {
  readonly bucket: string
  /** For services other than Amazon's. */
  readonly endpoint: string | undefined
  /** Where people reach it, for links; defaults to `endpoint`. */
  readonly public_endpoint: string | undefined
  readonly region: string
  readonly force_path_style: boolean
  readonly encryption: { readonly algorithm: 'AES256' | 'aws:kms'; readonly key: string | undefined } | undefined
}

const FIELDS = Object.keys(SETTINGS).filter((field): field is keyof SettingValues & `s3_${string}` =>
  field.startsWith('s3_'),
)
const KMS = 'aws:kms:'

/** Undefined without a bucket. Throws `InvalidConfig` for others of S3 without one. */
export function s3Config(values: SettingValues): S3Config | undefined {
  const { s3_bucket, s3_endpoint, s3_public_endpoint, s3_region, s3_force_path_style, s3_encryption } = values
  if (s3_bucket === undefined) {
    const other = FIELDS.find((field) => values[field] !== undefined)
    if (other === undefined) return undefined
    throw new InvalidConfig(
      `${SETTINGS[other].name}: documents go to S3 only when S3_BUCKET names the bucket, too. Set both or none, ` +
        'and start again.',
    )
  }
  return {
    bucket: s3_bucket,
    endpoint: s3_endpoint,
    public_endpoint: s3_public_endpoint,
    region: s3_region ?? 'us-east-1',
    // Amazon gives each bucket a name in the DNS; other services seldom do.
    force_path_style: s3_force_path_style ?? s3_endpoint !== undefined,
    encryption:
      s3_encryption === undefined
        ? undefined
        : {
            algorithm: s3_encryption === 'AES256' ? 'AES256' : 'aws:kms',
            key: s3_encryption.startsWith(KMS) ? s3_encryption.slice(KMS.length) : undefined,
          },
  }
}
