/** Classifies errors of S3: object missing, temporary trouble, or something that an operator must fix. */
import { S3ServiceException } from '@aws-sdk/client-s3'
import { StoreUnavailable } from '../../../ports/events/event-store.ts'

/** S3 cannot be used as it is set up, until somebody changes what the message says. */
export class S3Unusable extends StoreUnavailable {
  override readonly name = 'S3Unusable'
  /** What to correct before the next start. */
  readonly setting: string

  constructor(message: string, setting: string, options?: ErrorOptions) {
    super(message, options)
    this.setting = setting
  }
}

export interface S3Location {
  readonly bucket: string
  readonly endpoint: string | undefined
}

export const isAbsent = (error: unknown): boolean =>
  error instanceof S3ServiceException &&
  (error.name === 'NoSuchKey' || (error.name === 'NotFound' && error.$metadata.httpStatusCode === 404))

/** The key has an object already (`IfNoneMatch`). */
export const isTaken = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412

/** Two conditional writes ran into each other, and neither is known to have won: to be tried again. */
export const isConflict = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 409

/** The endpoint does not know conditional writes. */
export const isNotImplemented = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 501

/**
 * The error as the rest of the service knows it: `StoreUnavailable` for what passes by itself, `S3Unusable` for what
 * does not.
 */
export function explainFailure(error: unknown, { bucket, endpoint }: S3Location): Error {
  const where = endpoint === undefined ? 'S3' : `S3 at ${endpoint}`
  if (!(error instanceof S3ServiceException)) {
    if (error instanceof Error && error.name === 'CredentialsProviderError') {
      return new S3Unusable(
        `No credentials for ${where}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role.`,
        'AWS_ACCESS_KEY_ID',
        { cause: error },
      )
    }
    return new StoreUnavailable(`${where} cannot be reached (${reasonOf(error)}).`, { cause: error })
  }
  const unusable = (message: string, setting: string) => new S3Unusable(`${where}${message}`, setting, { cause: error })
  const remedy = REMEDIES[error.name]
  if (remedy !== undefined) return unusable(` refuses: ${error.name}. ${remedy.text(bucket)}`, remedy.setting)
  const status = error.$metadata.httpStatusCode
  if (status === 403) return unusable(` refuses: ${error.name}. ${describeRights(bucket)}`, 'S3_BUCKET')
  if (status === 404)
    return unusable(` has no bucket “${bucket}”. Create it, or correct S3_BUCKET, or S3_ENDPOINT.`, 'S3_BUCKET')
  if (status === 301 || status === 307)
    return unusable(`: the bucket “${bucket}” is in another region. Correct S3_REGION.`, 'S3_REGION')
  return new StoreUnavailable(`${where} did not do what it was asked (${status ?? ''} ${error.name}).`, {
    cause: error,
  })
}

/** In one line. The SDK tells what it could not parse, TLS where in its source it stopped. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.message.includes('Deserialization error')) return 'what answers there is no S3 server'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer came in time'
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EPROTO') return 'what answers there does not speak TLS'
  return error.message.split('\n', 1)[0] || code || error.name
}

const describeRights = (bucket: string): string =>
  `The credentials need s3:ListBucket on “${bucket}”, and s3:GetObject, s3:PutObject and s3:DeleteObject ` +
  'on what is in it.'

interface Remedy {
  readonly setting: string
  readonly text: (bucket: string) => string
}

const OTHER_REGION: Remedy = { setting: 'S3_REGION', text: () => 'The bucket is in another region: correct S3_REGION.' }

const REMEDIES: Readonly<Record<string, Remedy>> = {
  SignatureDoesNotMatch: {
    setting: 'AWS_SECRET_ACCESS_KEY',
    text: () => 'The secret key is wrong: correct AWS_SECRET_ACCESS_KEY.',
  },
  InvalidAccessKeyId: {
    setting: 'AWS_ACCESS_KEY_ID',
    text: () => 'It does not know this access key: correct AWS_ACCESS_KEY_ID.',
  },
  NoSuchBucket: {
    setting: 'S3_BUCKET',
    text: (bucket) => `Create the bucket “${bucket}”, or correct S3_BUCKET.`,
  },
  AccessDenied: { setting: 'S3_BUCKET', text: describeRights },
  AuthorizationHeaderMalformed: OTHER_REGION,
  PermanentRedirect: OTHER_REGION,
  RequestTimeTooSkewed: {
    setting: 'S3_ENDPOINT',
    text: () => 'The clock of this machine is wrong by more than 15 minutes.',
  },
  ExpiredToken: {
    setting: 'AWS_SESSION_TOKEN',
    text: () => 'The session token has expired: give it fresh credentials (AWS_SESSION_TOKEN).',
  },
}
