/**
 * Signed heads in a bucket, an object each, written once. With a lock (S3 Object Lock, which the bucket must have been
 * made with) nobody removes them before its end, in mode COMPLIANCE not even the owner of the account.
 */
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { Clock } from '../../../ports/clock.ts'
import { HeadRefused, type HeadWitness, type SignedHead } from '../../../ports/ledger/head-witness.ts'
import { headKey, headPrefix } from '../shared/head-key.ts'
import { createS3Client, DEFAULT_TIMEOUTS, type S3Options } from './s3-client.ts'
import { explainFailure, isConflict, isTaken } from './s3-failure.ts'

export interface HeadLock {
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE'
  readonly days: number
}

const DAY_MS = 86_400_000

export class S3HeadWitness implements HeadWitness {
  readonly name: string
  readonly #client: S3Client
  readonly #options: S3Options
  readonly #lock: HeadLock | undefined
  readonly #clock: Clock

  constructor(options: S3Options, clock: Clock, lock?: HeadLock) {
    this.name = `bucket ${options.bucket}`
    this.#client = createS3Client(options, options.endpoint)
    this.#options = options
    this.#clock = clock
    this.#lock = lock
  }

  async keep(head: SignedHead): Promise<undefined> {
    const key = headKey(head)
    try {
      await this.#send((abortSignal) =>
        this.#client.send(new PutObjectCommand(this.#put(key, head.note)), { abortSignal }),
      )
    } catch (error) {
      if (!isTaken(error) && !isConflict(error)) throw explainFailure(error, this.#options)
      if ((await this.#get(key)) !== head.note)
        throw new HeadRefused(`Another head of ${head.size} events lies there as ${key}.`)
    }
  }

  async *list(origin: string): AsyncIterable<string> {
    let token: string | undefined
    do {
      const page = await this.#send((abortSignal) =>
        this.#client.send(
          new ListObjectsV2Command({
            Bucket: this.#options.bucket,
            Prefix: headPrefix(origin),
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
          { abortSignal },
        ),
      )
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield await this.#get(Key)
      token = page.NextContinuationToken
    } while (token !== undefined)
  }

  close(): void {
    this.#client.destroy()
  }

  #put(key: string, note: string): PutObjectCommandInput {
    const put = {
      Bucket: this.#options.bucket,
      Key: key,
      Body: Buffer.from(note),
      ContentType: 'text/plain; charset=utf-8',
    }
    const { mode, days } = this.#lock ?? { days: 0 }
    if (mode === undefined) return { ...put, IfNoneMatch: '*' }
    const until = new Date(Date.parse(this.#clock.now()) + days * DAY_MS)
    // S3 asks for a checksum with a lock.
    const lock = { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ChecksumAlgorithm: 'SHA256' } as const
    return { ...put, ...lock, IfNoneMatch: '*' }
  }

  async #get(key: string): Promise<string> {
    return this.#send(async (abortSignal) => {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#options.bucket, Key: key }), {
        abortSignal,
      })
      return (await Body?.transformToString()) ?? ''
    })
  }

  #send<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return request(AbortSignal.timeout((this.#options.limits ?? DEFAULT_TIMEOUTS).total))
  }
}
