/** Reports on the wire. */
import { z } from '@hono/zod-openapi'
import type { DurationsRow } from '../../../../../queries/reports/get-durations-report.ts'
import type { FunnelRow } from '../../../../../queries/reports/get-funnel-report.ts'
import type { UsageRow } from '../../../../../queries/reports/get-usage-report.ts'

const count = z.int()

export const usageRow: z.ZodType<UsageRow> = z
  .object({
    template_id: z.string(),
    template_name: z.string().nullable(),
    day: z.iso.date(),
    requested: count,
    confirmed: count,
    rendered: count,
    delivered: count,
    failed: count,
    cancelled: count,
    expired: count,
  })
  .openapi('UsageRow')

export const funnelRow: z.ZodType<FunnelRow> = z
  .object({
    template_id: z.string(),
    template_name: z.string(),
    template_version: z.int(),
    question: z.string().openapi({ description: 'A name, items.quantity for a list’s field, empty for the review.' }),
    label: z.string(),
    reached: count,
    passed: count,
    given_up: count,
    not_understood: count,
    waiting: count,
  })
  .openapi('FunnelRow')

const duration = z
  .object({ p50: z.number().nullable(), p95: z.number().nullable() })
  .openapi('Duration', { description: 'Seconds.' })

export const durationsRow: z.ZodType<DurationsRow> = z
  .object({
    template_id: z.string(),
    template_name: z.string().nullable(),
    requested: count,
    answering: duration,
    rendering: duration,
    fetching: duration,
  })
  .openapi('DurationsRow')
