/** A master key that stays in AWS KMS: it wraps and unwraps there, with the subject as encryption context. */
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  type KMSClientConfig,
} from '@aws-sdk/client-kms'
import type { MasterKey } from '../../../ports/keys/master-keys.ts'
import { explainFailure, KmsUnusable, type KmsPlace } from './kms-failure.ts'

/** Where the key is. */
export interface KmsOptions extends KmsPlace {
  readonly region: string
  /** Otherwise the SDK's own chain: environment, shared files, the machine's role. */
  readonly credentials?: KMSClientConfig['credentials']
}

/** Milliseconds to connect, for one try, and for all tries of one request. */
const CONNECT_MS = 3000
const RESPONSE_MS = 5000
const TOTAL_MS = 15_000

export class KmsMasterKey implements MasterKey {
  readonly id: string
  readonly setting: string
  /** Digests never came from a key that nobody has in hand. */
  readonly formerDigestKey = undefined
  readonly #client: KMSClient
  readonly #place: KmsPlace
  readonly #arn: string

  private constructor(client: KMSClient, place: KmsPlace, arn: string) {
    this.#client = client
    this.#place = place
    this.#arn = arn
    this.id = `aws-kms:${arn}`
    this.setting = place.setting
  }

  /**
   * Looks the key up and tries it. Throws `KmsUnusable` where an operator must correct something, also where nothing
   * answers: a service does not start without its master key.
   */
  static async open({ region, credentials, ...place }: KmsOptions): Promise<KmsMasterKey> {
    const client = new KMSClient({
      region,
      ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: RESPONSE_MS, throwOnRequestTimeout: true },
    })
    try {
      const found = await client.send(new DescribeKeyCommand({ KeyId: place.key }), limit())
      const key = new KmsMasterKey(client, place, found.KeyMetadata?.Arn ?? place.key)
      await key.unwrap(await key.wrap(new Uint8Array(32), TRIAL), TRIAL)
      return key
    } catch (cause) {
      client.destroy()
      const error = cause instanceof Error && 'setting' in cause ? cause : explainFailure(cause, place)
      if (error instanceof KmsUnusable) throw error
      throw new KmsUnusable(`${place.setting}: ${error.message}`, place.setting, { cause: error })
    }
  }

  async wrap(dataKey: Uint8Array, subject: string): Promise<Uint8Array> {
    const { CiphertextBlob } = await this.#ask(() =>
      this.#client.send(
        new EncryptCommand({ KeyId: this.#arn, Plaintext: dataKey, EncryptionContext: contextOf(subject) }),
        limit(),
      ),
    )
    return CiphertextBlob!
  }

  async unwrap(wrapped: Uint8Array, subject: string): Promise<Uint8Array> {
    const { Plaintext } = await this.#ask(() =>
      this.#client.send(
        new DecryptCommand({ KeyId: this.#arn, CiphertextBlob: wrapped, EncryptionContext: contextOf(subject) }),
        limit(),
      ),
    )
    return Plaintext!
  }

  async check(): Promise<void> {
    const { KeyMetadata } = await this.#ask(() =>
      this.#client.send(new DescribeKeyCommand({ KeyId: this.#arn }), limit()),
    )
    if (KeyMetadata?.Enabled !== true)
      throw new KmsUnusable(`${this.setting}: the key is not enabled (${KeyMetadata?.KeyState ?? ''}).`, this.setting)
  }

  async #ask<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    try {
      return await request()
    } catch (error) {
      throw explainFailure(error, this.#place)
    }
  }
}

const TRIAL = 'docgen:trial'

/** Authenticated by KMS, and shown in its audit trail: an id, never a name. */
const contextOf = (subject: string): Record<string, string> => ({ 'docgen:data-key': subject })

const limit = (): { readonly abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(TOTAL_MS) })
