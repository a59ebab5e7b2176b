/** The template cache's figures for Prometheus. The hit rate is the share of `found!="miss"` in the count of looks. */
import { Counter, Histogram, type Registry } from 'prom-client'
import type { TemplateCacheFigures } from '../../../ports/documents/template-cache.ts'

export function templateCacheFigures(registry: Registry): TemplateCacheFigures {
  const looks = new Histogram({
    name: 'docgen_template_cache_lookup_seconds',
    help: 'A look for a compiled template, by where it was found (lru, redis) or not (miss)',
    labelNames: ['found'],
    buckets: [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5],
    registers: [registry],
  })
  const failures = new Counter({
    name: 'docgen_template_cache_failures_total',
    help:
      "What the template cache's server did not do, by operation and reason (unreachable, timeout, refused; " +
      'foreign: bytes that are not ours)',
    labelNames: ['operation', 'reason'],
    registers: [registry],
  })
  return {
    observeLookup: (found, seconds) => looks.observe({ found }, seconds),
    countFailure: (operation, reason) => failures.inc({ operation, reason }),
  }
}
