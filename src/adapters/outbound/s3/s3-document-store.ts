/**
 * Documents in a bucket of S3 or a compatible store. A key is written once, by a conditional write where the endpoint
 * supports it; that is tried at the start, because some endpoints ignore the condition silently. Each object carries
 * its SHA-256, which is checked when it is read.
 */
import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type GetObjectCommandOutput,
} from '@aws-sdk/client-s3'
import { checkDocumentKey } from '../shared/check-document-key.ts'
import type { DocumentStore } from '../../../ports/documents/document-store.ts'
import { DamagedDocument } from '../../../storage/read-template-file.ts'
import { explainFailure, isAbsent, isConflict, isNotImplemented, isTaken, S3Unusable } from './s3-failure.ts'
import { type S3Options, DEFAULT_TIMEOUTS, createS3Client } from './s3-client.ts'

/** Written and read at the start: whether the endpoint lets us, keeps what it takes, and keeps to the condition. */
const PROBE_KEY = 'docgen-start-check'
const PROBE_TEXT = 'DocGen'
/** A start does not wait longer for an endpoint that answers nothing. */
const START_TIMEOUT_MS = 15_000

export class S3DocumentStore implements DocumentStore {
  readonly #client: S3Client
  readonly #options: S3Options
  #conditional = true
  #started = false

  private constructor(options: S3Options) {
    this.#options = options
    this.#client = createS3Client(options, options.endpoint)
  }

  /**
   * Throws `S3Unusable` for what an operator must mend (a wrong secret, no bucket, too few rights), `StoreUnavailable`
   * when it does not answer.
   */
  static async open(options: S3Options): Promise<S3DocumentStore> {
    const store = new S3DocumentStore(options)
    try {
      await store.#probe()
      store.#started = true
      return store
    } catch (error) {
      store.close()
      throw error
    }
  }

  async put(key: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    checkDocumentKey(key)
    if (!this.#conditional && (await this.has(key))) return 'exists'
    return this.#write(key, bytes)
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    checkDocumentKey(key)
    const found = await this.#request(async (abortSignal) => {
      const output = await this.#client.send(new GetObjectCommand({ Bucket: this.#options.bucket, Key: key }), {
        abortSignal,
      })
      return { bytes: await readBody(output, abortSignal), sha256: output.Metadata?.['sha256'] }
    })
    // Objects brought back by other tools may carry no hash; those above hold them to the one in the events.
    if (found?.sha256 !== undefined && hash('sha256', found.bytes) !== found.sha256) throw new DamagedDocument(key)
    return found?.bytes
  }

  async has(key: string): Promise<boolean> {
    return (await this.#head(key)) !== undefined
  }

  async delete(key: string): Promise<void> {
    checkDocumentKey(key)
    await this.#request((abortSignal) =>
      this.#client.send(new DeleteObjectCommand({ Bucket: this.#options.bucket, Key: key }), { abortSignal }),
    )
  }

  close(): void {
    this.#client.destroy()
  }

  async #write(key: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    const sha256 = hash('sha256', bytes)
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#send(key, bytes, sha256)
        return 'stored'
      } catch (error) {
        if (isConflict(error) && attempt < MAX_CONFLICT_ATTEMPTS) {
          await sleep(Math.random() * 100 * attempt)
          continue
        }
        if (!isTaken(error)) throw explainFailure(error, this.#options)
        // A repeat, by the SDK, of a write whose answer was lost, is refused by what that write stored.
        const repeated = attempt > 1 || attemptsOf(error) > 1
        return repeated && (await this.#head(key))?.sha256 === sha256 ? 'stored' : 'exists'
      }
    }
  }

  async #send(key: string, bytes: Uint8Array, sha256: string): Promise<void> {
    const { bucket, encryption } = this.#options
    await this.#client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        // A Buffer: its length is known, so that it is sent and signed in one piece.
        Body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        ContentType: 'application/octet-stream',
        ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
        Metadata: { sha256 },
        ...(this.#conditional ? { IfNoneMatch: '*' } : {}),
        ...(encryption === undefined
          ? {}
          : {
              ServerSideEncryption: encryption.algorithm,
              ...(encryption.key === undefined ? {} : { SSEKMSKeyId: encryption.key }),
            }),
      }),
      { abortSignal: this.#deadline() },
    )
  }

  async #head(key: string): Promise<{ readonly sha256: string | undefined } | undefined> {
    checkDocumentKey(key)
    const head = await this.#request((abortSignal) =>
      this.#client.send(new HeadObjectCommand({ Bucket: this.#options.bucket, Key: key }), { abortSignal }),
    )
    return head && { sha256: head.Metadata?.['sha256'] }
  }

  /** What the request gives; undefined when there is no such object. */
  async #request<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await request(this.#deadline())
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw explainFailure(error, this.#options)
    }
  }

  #deadline(): AbortSignal {
    const { total } = this.#options.limits ?? DEFAULT_TIMEOUTS
    return AbortSignal.timeout(this.#started ? total : Math.min(total, START_TIMEOUT_MS))
  }

  /** Reads, writes and reads again, and finds out whether a second write of a key is refused. */
  async #probe(): Promise<void> {
    await this.get(PROBE_KEY)
    await this.#probeWrites()
    const kept = await this.get(PROBE_KEY)
    if (kept !== undefined && Buffer.from(kept).toString() === PROBE_TEXT) return
    const { endpoint } = this.#options
    throw new S3Unusable(
      `S3${endpoint === undefined ? '' : ` at ${endpoint}`} does not give back what was stored there. Is it an S3 ` +
        'server? Correct S3_ENDPOINT.',
      'S3_ENDPOINT',
    )
  }

  async #probeWrites(): Promise<void> {
    const write = () =>
      this.#send(PROBE_KEY, Buffer.from(PROBE_TEXT), hash('sha256', PROBE_TEXT)).then(
        () => true,
        (error: unknown) => {
          if (isTaken(error) || isConflict(error)) return false
          throw error
        },
      )
    try {
      if (!(await write()) || !(await write())) return
    } catch (error) {
      if (!isNotImplemented(error)) throw explainFailure(error, this.#options)
    }
    this.#conditional = false
    // A condition that was refused has stored nothing yet.
    await this.#send(PROBE_KEY, Buffer.from(PROBE_TEXT), hash('sha256', PROBE_TEXT)).catch((error: unknown) => {
      throw explainFailure(error, this.#options)
    })
    this.#options.logger.warn(
      { endpoint: this.#options.endpoint },
      'this S3 endpoint has no conditional writes (If-None-Match): each write looks first whether the key is ' +
        'taken, and two instances at once may both write it',
    )
  }
}

/** How often a write that ran into another is tried. */
const MAX_CONFLICT_ATTEMPTS = 5

/** Reads the whole body. The SDK drops the signal once the head has arrived, so a stalled body is aborted here. */
async function readBody({ Body: body }: GetObjectCommandOutput, signal: AbortSignal): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array()
  const chunks: Uint8Array[] = []
  const stalled = () => {
    ;(body as { destroy?: (error: Error) => void }).destroy?.(new Error('the object did not come in time'))
  }
  signal.addEventListener('abort', stalled)
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk)
    return Buffer.concat(chunks)
  } finally {
    signal.removeEventListener('abort', stalled)
  }
}

const attemptsOf = (error: unknown): number => (error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1
