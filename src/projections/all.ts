/** All read models. */
import { audit } from './audit.ts'
import { funnel } from './funnel.ts'
import { generations } from './generations.ts'
import type { Projection } from './projection.ts'
import { templates } from './templates.ts'
import { usage } from './usage.ts'

export const PROJECTIONS: readonly Projection[] = [templates, generations, audit, usage, funnel]
