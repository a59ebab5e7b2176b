/** The templates to begin with: real Word files, built here, and what their author says about the questions. */
import { agreementSample } from './agreement.ts'
import { letterSample } from './letter.ts'
import { offerSample } from './offer.ts'
import type { Sample } from './sample.ts'

export const SAMPLES: readonly Sample[] = [letterSample, agreementSample, offerSample]
