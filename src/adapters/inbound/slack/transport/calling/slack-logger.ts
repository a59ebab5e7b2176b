/**
 * Passes log lines of Bolt and the Web API client on to our logger. Their details may hold bodies and tokens, so only
 * the messages of warnings and errors are kept.
 */
import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import type { Logger } from '../../../../../ports/logger.ts'

const MAX_LENGTH = 300
/** Anything that looks like a token. */
const TOKEN = /\bx(ox[a-z]|app|oxe\.xox[a-z])-[A-Za-z0-9-]+/g

/** A Bolt logger that writes warnings and errors to ours, without tokens. */
export function createSlackLogger(logger: Logger): SlackLogger {
  const words = (parts: readonly unknown[]): string =>
    parts
      .map((part) => (part instanceof Error ? part.message : typeof part === 'string' ? part : ''))
      .join(' ')
      .replaceAll(TOKEN, 'x…')
      .slice(0, MAX_LENGTH)
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts: unknown[]) => logger.warn({ slack: words(parts) }, 'Slack’s client warns'),
    error: (...parts: unknown[]) => logger.error({ slack: words(parts) }, 'Slack’s client reports an error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}
