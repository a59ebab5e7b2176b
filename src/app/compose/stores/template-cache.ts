/** The cache of compiled templates: in this process, and behind it in Redis if there is one. */
import { LayeredTemplateCache, type Layer } from '../../../adapters/outbound/memory/layered-template-cache.ts'
import { MemoryTemplateCache } from '../../../adapters/outbound/memory/memory-template-cache.ts'
import type { Config } from '../../config.ts'
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { TemplateCache, TemplateCacheFigures } from '../../../ports/documents/template-cache.ts'
import { connectionAddress } from './connection-address.ts'

/** Where templates are when no setting shares them. */
export const IN_PROCESS = 'compiled once in each process'

/** The template cache in one line, for operators. */
export const templateCacheLocation = ({ redis_url }: Config): string =>
  IN_PROCESS + (redis_url === undefined ? '' : `, and shared in ${connectionAddress(redis_url)}`)

/** Does not wait for Redis: until it answers, templates are compiled. `close` ends the connection. */
export async function openTemplateCache(
  { redis_url, namespace, timeouts: { redis_ms } }: Config,
  {
    keyRing,
    figures,
    logger,
  }: { readonly keyRing: KeyRing; readonly figures: TemplateCacheFigures; readonly logger: Logger },
): Promise<TemplateCache & { readonly close: () => void }> {
  const lru: Layer = { name: 'lru', cache: new MemoryTemplateCache() }
  const layered = (layers: readonly Layer[], close: () => void) =>
    Object.assign(new LayeredTemplateCache(layers, figures), { close })
  if (redis_url === undefined) return layered([lru], () => undefined)
  const { RedisTemplateCache } = await import('../../../adapters/outbound/redis/redis-template-cache.ts')
  const redis = new RedisTemplateCache({
    url: redis_url,
    namespace,
    command_ms: redis_ms,
    sign: (text) => keyRing.digest(text),
    figures,
    logger,
  })
  return layered([lru, { name: 'redis', cache: redis }], () => redis.close())
}
