/** Where a command came from, in words. */
import type { Surface } from '../../../domain/kernel/event.ts'

export const SURFACE_NAMES: Readonly<Record<Surface, string>> = {
  console: 'console',
  cli: 'terminal',
  http: 'HTTP API',
  slack: 'Slack',
  system: 'DocGen itself',
}
