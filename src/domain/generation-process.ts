/**
 * The generation process manager's mind: what is due for a generation, as a function of its stream and the time alone.
 * A wake-up that comes late, twice or for nothing does no harm.
 */
import type { Generation } from './generation.ts'

export type Due =
  | { readonly action: 'render'; readonly document_id: string }
  | { readonly action: 'expire' }

/** What time does to a generation depends on this much of it. */
type Clocked = Pick<Generation, 'phase' | 'active_at' | 'idle_days'>

const DAY = 86_400_000

/** The first thing that is due now, or undefined. */
export function dueNow(generation: Generation, now: string): Due | undefined {
  if (generation.phase === 'confirmed' && generation.document !== undefined) return { action: 'render', document_id: generation.document.id }
  const at = expiresAt(generation)
  return at !== undefined && at <= now ? { action: 'expire' } : undefined
}

/** When something will be due without anybody acting (ISO 8601 UTC), or undefined. */
export function wakesAt(generation: Clocked): string | undefined {
  return expiresAt(generation)
}

function expiresAt(generation: Clocked): string | undefined {
  if (generation.active_at === '' || (generation.phase !== 'asking' && generation.phase !== 'reviewing')) return undefined
  return new Date(Date.parse(generation.active_at) + generation.idle_days * DAY).toISOString()
}
