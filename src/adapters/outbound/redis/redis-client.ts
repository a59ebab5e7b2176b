/** A client that never lets anybody wait: it fails at once while Redis is away, and connects again by itself. */
import { Redis } from 'ioredis'

/** Connects in the background. An answer that takes longer than `command_ms` is a failure. */
export const createRedisClient = (url: string, command_ms: number): Redis =>
  new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    commandTimeout: command_ms,
    socketTimeout: 5000,
    retryStrategy: (times) => Math.min(2000, 100 * 2 ** Math.min(times, 5)) * (0.5 + Math.random() / 2),
  })
