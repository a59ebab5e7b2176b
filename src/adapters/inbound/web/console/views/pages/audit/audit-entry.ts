/** One entry of the audit: a sentence, when and from where, and what an auditor may ask for. */
import { html } from 'hono/html'
import { SURFACE_NAMES } from '../../../../../../../queries/audit/sentences/surface-names.ts'
import type { ToldEntry } from '../../../../../../../queries/audit/tell-entry.ts'
import { generationStream } from '../../../../../../../domain/generation/generation-events.ts'
import type { Surface } from '../../../../../../../domain/kernel/event.ts'
import type { Html, ConsoleSession } from '../../../env.ts'
import { eventFacts } from '../../parts/event-facts.ts'
import { withQuery } from '../../parts/pager.ts'
import { changeList, sentence } from '../../parts/sentence.ts'
import { timestamp } from '../../parts/time.ts'

export const auditEntry = (session: ConsoleSession, entry: ToldEntry): Html =>
  html`<li>
    <p class="what">${sentence(entry.sentence, true)}</p>
    <p class="hint">
      ${timestamp(entry.at, session)} ·
      ${SURFACE_NAMES[entry.surface as Surface] ?? entry.surface}${
        entry.generation_id === null
          ? ''
          : html` ·
              <a href="/generations/${entry.generation_id}/timeline${placeIn(entry)}">Conversation</a>`
      }
      · <a href="${withQuery('/audit/causes', { correlation_id: entry.correlation_id })}">Causes</a>
    </p>
    ${inTheSentence(entry) ? '' : changeList(entry.changes)}
    <details>
      <summary>Details</summary>
      ${eventFacts(entry, `${entry.type} ${entry.version}`)}
    </details>
  </li>`

/** A look at it by somebody else is no step of it. */
const placeIn = ({ stream, generation_id, revision }: ToldEntry): string =>
  stream === generationStream(generation_id ?? '') ? `#step-${revision}` : ''

/** One change of an answer or a setting stands in the sentence already. */
const inTheSentence = ({ sentence: parts, changes }: ToldEntry): boolean =>
  changes.length === 1 && parts.some((part) => typeof part !== 'string' && part.is === 'value')
