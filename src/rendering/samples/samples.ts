/** The templates to begin with: real Word files, built here, and what their author says about the questions. */
import type { Refinement } from '../../domain/questions/refinement.ts'
import { agreementSample } from './agreement.ts'
import { letterSample } from './letter.ts'
import { offerSample } from './offer.ts'

export interface Sample {
  /** As it stands in addresses. */
  readonly name: string
  readonly title: string
  /** What it shows, in one sentence. */
  readonly about: string
  readonly file_name: string
  readonly refinements: readonly Refinement[]
  /** The file, the same bytes each time. */
  readonly build: () => Promise<Uint8Array>
}

export const SAMPLES: readonly Sample[] = [letterSample, agreementSample, offerSample]
