/**
 * Compiled templates in Redis, shared by all instances. Redis may be down, slow, flushed or hold foreign bytes at any
 * moment: the cache then misses, and the caller compiles. After a failure Redis is not asked for a moment, so that an
 * outage costs next to nothing.
 *
 * A value: MAC (32 bytes) · encoded template. The MAC covers the key and the digest that the encoding carries, so that
 * bytes which another wrote, or that were moved from another key, are never taken for a template.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Logger } from '../../../ports/logger.ts'
import type { TemplateCache, TemplateCacheFigures } from '../../../ports/documents/template-cache.ts'
import {
  readDigest,
  decodeCompiled,
  encodeCompiled,
  type CompiledTemplate,
} from '../../../rendering/template/compiled-template.ts'
import { createRedisClient } from './redis-client.ts'

export interface RedisTemplateCacheOptions {
  /** `redis://` or `rediss://`, with user, password and database as Redis writes them. */
  readonly url: string
  /** What our keys begin with on a server that others use, too. */
  readonly namespace: string
  /** A MAC under a secret of this installation, 64 hex digits. */
  readonly sign: (text: string) => string
  readonly figures: TemplateCacheFigures
  readonly logger: Logger
  /** Milliseconds after which an answer is not waited for any more. */
  readonly command_ms?: number
}

/** A template that was not put again for so long expires. */
const TTL_SECONDS = 7 * 24 * 60 * 60
/** Larger templates would hold up the server; no more than this is read. */
const MAX_BYTES = 8 * 1024 * 1024
/** An answer that takes longer is worth less than a compile. */
const COMMAND_TIMEOUT_MS = 250
const PAUSE_AFTER_FAILURE_MS = 1000
const MAC_BYTES = 32

export class RedisTemplateCache implements TemplateCache {
  readonly #redis: Redis
  readonly #options: RedisTemplateCacheOptions
  /** Until then (of `performance.now`) Redis is not asked. */
  #pausedUntil = 0
  #closed = false

  /** Connects in the background: not even the start waits for Redis. */
  constructor(options: RedisTemplateCacheOptions) {
    this.#options = options
    this.#redis = createRedisClient(options.url, options.command_ms ?? COMMAND_TIMEOUT_MS)
    this.#logOutages()
  }

  async get(key: string): Promise<CompiledTemplate | undefined> {
    const value = await this.#run('get', () => this.#redis.getrangeBuffer(this.#name(key), 0, MAX_BYTES))
    if (value === undefined || value.length === 0) return undefined
    try {
      // A copy: the reply may lie in a large buffer of the connection, which would be kept alive by the template.
      const encoded = Buffer.from(value.subarray(MAC_BYTES))
      if (!timingSafeEqual(value.subarray(0, MAC_BYTES), this.#mac(key, encoded))) throw new Error('not ours')
      return decodeCompiled(encoded)
    } catch {
      this.#options.figures.countFailure('get', 'foreign')
      return undefined
    }
  }

  async put(key: string, template: CompiledTemplate): Promise<void> {
    const encoded = encodeCompiled(template)
    if (encoded.length + MAC_BYTES > MAX_BYTES) return
    const value = Buffer.concat([this.#mac(key, encoded), encoded])
    await this.#run('put', () => this.#redis.set(this.#name(key), value, 'EX', TTL_SECONDS))
  }

  async delete(key: string): Promise<void> {
    await this.#run('delete', () => this.#redis.unlink(this.#name(key)))
  }

  close(): void {
    this.#closed = true
    this.#redis.disconnect()
  }

  /** The reply; undefined without one in time, and during the pause after a failure. */
  async #run<T>(operation: 'get' | 'put' | 'delete', command: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() < this.#pausedUntil) return undefined
    try {
      return await command()
    } catch (error) {
      const reason = classifyFailure(error)
      this.#options.figures.countFailure(operation, reason)
      // An answer, if only a refusal (another's value of another type, memory used up), comes at once.
      if (reason !== 'refused') this.#pausedUntil = performance.now() + PAUSE_AFTER_FAILURE_MS
      return undefined
    }
  }

  #name(key: string): string {
    return `${this.#options.namespace}template:${key}`
  }

  #mac(key: string, encoded: Uint8Array): Buffer {
    return Buffer.from(this.#options.sign(`compiled template\n${key}\n${readDigest(encoded)}`), 'hex')
  }

  /** Logs one line when Redis goes away, and one when it is back. */
  #logOutages(): void {
    const { logger } = this.#options
    let away = false
    let last = 'the connection was closed'
    this.#redis.on('error', (error) => {
      last = error.message
    })
    this.#redis.on('close', () => {
      if (!away && !this.#closed)
        logger.warn({ error: last }, 'Redis cannot be reached: templates are compiled here until it is back')
      away = true
    })
    this.#redis.on('ready', () => {
      this.#pausedUntil = 0
      if (away) logger.info({}, 'Redis is back')
      away = false
    })
  }
}

function classifyFailure(error: unknown): 'unreachable' | 'timeout' | 'refused' {
  if (error instanceof Error && error.name === 'ReplyError') return 'refused'
  return error instanceof Error && error.message.includes('timed out') ? 'timeout' : 'unreachable'
}
