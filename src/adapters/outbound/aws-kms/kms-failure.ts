/** Classifies errors of AWS KMS: another key's bytes, temporary trouble, or something that an operator must fix. */
import { KMSServiceException } from '@aws-sdk/client-kms'
import { StoreUnavailable } from '../../../ports/events/event-store.ts'
import { NotWrapped } from '../../../ports/keys/master-keys.ts'

/** The key cannot be used as it is set up, until somebody changes what the message says. */
export class KmsUnusable extends StoreUnavailable {
  override readonly name = 'KmsUnusable'
  /** What to correct before the next start. */
  readonly setting: string

  constructor(message: string, setting: string, options?: ErrorOptions) {
    super(message, options)
    this.setting = setting
  }
}

export interface KmsPlace {
  /** The key as the setting names it. */
  readonly key: string
  /** The setting that names it. */
  readonly setting: string
  readonly endpoint: string | undefined
}

/** What was wrapped by another key, in another context, or was changed. */
const NOT_OURS = new Set(['InvalidCiphertextException', 'IncorrectKeyException'])

/** The error as the rest of the service knows it. */
export function explainFailure(error: unknown, { key, setting, endpoint }: KmsPlace): Error {
  const where = endpoint === undefined ? 'KMS' : `KMS at ${endpoint}`
  const unusable = (message: string, of = setting): KmsUnusable => new KmsUnusable(message, of, { cause: error })
  if (!(error instanceof KMSServiceException)) {
    if (error instanceof Error && error.name === 'CredentialsProviderError')
      return unusable(
        `No credentials for ${where}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role.`,
        'AWS_ACCESS_KEY_ID',
      )
    return new StoreUnavailable(`${where} cannot be reached (${reasonOf(error)}).`, { cause: error })
  }
  if (NOT_OURS.has(error.name))
    return new NotWrapped(`${where}: ${key} did not wrap this data key (${error.name}).`, { cause: error })
  const remedy = REMEDIES[error.name]
  if (remedy !== undefined) return unusable(`${setting}: ${where} refuses ${key}: ${error.name}. ${remedy}`)
  const credentials = CREDENTIALS[error.name]
  if (credentials !== undefined)
    return unusable(`${where} refuses: ${error.name}. Correct ${credentials}.`, credentials)
  return new StoreUnavailable(
    `${where} did not do what it was asked (${error.$metadata.httpStatusCode ?? ''} ${error.name}).`,
    { cause: error },
  )
}

const REMEDIES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'The credentials need kms:DescribeKey, kms:Encrypt and kms:Decrypt on it.',
  DisabledException: 'Enable the key.',
  KMSInvalidStateException: 'The key is disabled or about to be deleted: enable it, or cancel its deletion.',
  NotFoundException: 'There is no such key in this region: correct it, or DOCGEN_KMS_REGION.',
  InvalidArnException: 'Correct it.',
  InvalidKeyUsageException: 'It must be a symmetric key for encryption.',
  ValidationException: 'Correct it.',
}

const CREDENTIALS: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'AWS_ACCESS_KEY_ID',
  InvalidClientTokenId: 'AWS_ACCESS_KEY_ID',
  InvalidSignatureException: 'AWS_SECRET_ACCESS_KEY',
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY',
  ExpiredTokenException: 'AWS_SESSION_TOKEN',
}

/** In one line. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer came in time'
  if (error.message.includes('Deserialization error')) return 'what answers there is no KMS'
  const code = 'code' in error ? String(error.code) : ''
  return error.message.split('\n', 1)[0] || code || error.name
}
