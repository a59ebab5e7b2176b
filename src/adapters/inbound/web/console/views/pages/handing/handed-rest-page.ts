/** Where whoever had the rest of a conversation is told that nothing is left to do. */
import { html } from 'hono/html'
import type { HandedRest } from '../../../../../../../queries/generation/handing/get-handed-rest.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { page } from '../../parts/layout.ts'

const TEXTS: Readonly<Record<Exclude<HandedRest['state'], 'open'>, (by: string) => readonly [string, string]>> = {
  answered: (by) => ['Thank you', `${by} has your answers, looks them over and makes the document.`],
  withdrawn: (by) => [
    'Taken back',
    `${by} has taken this back. Nothing is left for you to do. Thank you all the same.`,
  ],
  over: (by) => ['Nothing is left to do', `This conversation has ended. If you expected otherwise, ask ${by}.`],
}

/** `by`: the name of who asked. */
export function handedRestPage(session: ConsoleSession, { state, template_name }: HandedRest, by: string): Html {
  const [title, text] = TEXTS[state === 'open' ? 'over' : state](by)
  return page(
    { title, session },
    html`<div id="talk">
      <section class="card center">
        <h1>${title}</h1>
        <p>${text}</p>
        <p class="hint">It was for “${template_name}”. You can close this page.</p>
      </section>
    </div>`,
  )
}
