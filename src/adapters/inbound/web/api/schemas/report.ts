/** Reports on the wire. */
import { z } from '@hono/zod-openapi'
import type { DurationsRow } from '../../../../../queries/reports/get-durations-report.ts'
import type { FunnelRow } from '../../../../../queries/reports/get-funnel-report.ts'
import type { UsageRow } from '../../../../../queries/reports/get-usage-report.ts'

const count = (what: string) => z.int().describe(what)
const templateFields = {
  template_id: z.string().describe('The template’s id.'),
  template_name: z.string().nullable().describe('What people call it; null where it is not known.'),
}

export const usageRow: z.ZodType<UsageRow> = z
  .object({
    ...templateFields,
    day: z.iso.date().describe('In UTC.'),
    requested: count('Generations begun.'),
    confirmed: count('Generations confirmed.'),
    rendered: count('Documents made.'),
    delivered: count('Documents fetched or posted.'),
    failed: count('Documents that could not be made.'),
    cancelled: count('Generations cancelled.'),
    expired: count('Generations that nobody went on with.'),
  })
  .openapi('UsageRow', { description: 'What happened with one template on one day.' })

export const funnelRow: z.ZodType<FunnelRow> = z
  .object({
    template_id: z.string().describe('The template’s id.'),
    template_name: z.string().describe('What people call it.'),
    template_version: z.int().describe('The version whose question it is.'),
    question: z.string().openapi({ description: 'A name, items.quantity for a list’s field, empty for the review.' }),
    label: z.string().describe('The question for people.'),
    reached: count('Generations that came to it.'),
    passed: count('Generations that went on from it.'),
    given_up: count('Generations that were cancelled or expired at it.'),
    not_understood: count('Answers that were refused.'),
    waiting: count('Generations that stand at it now.'),
  })
  .openapi('FunnelRow', { description: 'How one question of a template fares.' })

const duration = z
  .object({
    p50: z.number().nullable().describe('Half take no longer; null where there is none.'),
    p95: z.number().nullable().describe('95 of 100 take no longer; null where there is none.'),
  })
  .openapi('StepDuration', { description: 'How long one step takes, in seconds.' })

export const durationsRow: z.ZodType<DurationsRow> = z
  .object({
    ...templateFields,
    requested: count('Generations begun.'),
    answering: duration,
    rendering: duration,
    fetching: duration,
  })
  .openapi('DurationsRow', { description: 'How long the steps of one template take.' })
