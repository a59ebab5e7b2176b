/** All read models, for the app to run. */
import { audit } from './models/audit.ts'
import { funnel } from './models/funnel.ts'
import { generations } from './models/generations.ts'
import { guesses } from './models/guesses.ts'
import type { Projection } from './engine/projection.ts'
import { templateAccess } from './models/template-access.ts'
import { templates } from './models/templates.ts'
import { usage } from './models/usage.ts'

export const PROJECTIONS: readonly Projection[] = [
  templates,
  templateAccess,
  generations,
  audit,
  usage,
  funnel,
  guesses,
]
