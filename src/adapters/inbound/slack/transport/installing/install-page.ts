/** What a browser shows before and after an installation. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { SCOPE_USES } from '../../manifest.ts'
import { layOutPage, type PageHtml } from './page-layout.ts'

/** Where people find help, and what is done with their data. */
export interface ContactLinks {
  /** A page or a `mailto:` address; undefined where the operator named none. */
  readonly support_url: string | undefined
  /** The operator's page, or ours. */
  readonly privacy_url: string
}

/** The outcome of an installation, in words; `more` goes below them. */
export const renderPage = (
  c: Context,
  status: 200 | 400 | 403 | 502,
  title: string,
  text: string,
  more: PageHtml = html``,
): Response | Promise<Response> =>
  c.html(
    layOutPage(
      title,
      html`<p>${text}</p>
        ${more}`,
    ),
    status,
  )

/** A link to the page that an installation begins at. */
export const beginAgain = (install_url: string): PageHtml =>
  html`<p><a class="button" href="${install_url}">Begin again</a></p>`

/**
 * The page before Slack asks for consent. `start_url`: where the installation begins; undefined for who may not
 * install. `from_slack`: the person has been at Slack already, by a link that does not begin here.
 */
export function renderInstallPage(
  c: Context,
  {
    start_url,
    from_slack,
    links,
  }: { readonly start_url: string | undefined; readonly from_slack: boolean; readonly links: ContactLinks },
): Response | Promise<Response> {
  return c.html(
    layOutPage(
      'Add DocGen to Slack',
      html`${from_slack ? html`<p class="note">One more step: ${FROM_SLACK}</p>` : ''}
        <p>
          DocGen makes documents by asking. Somebody types <code>/docgen</code>, answers one question at a time, looks
          the answers over, and the finished document is in the same thread.
        </p>
        ${start_url === undefined ? html`<p class="note">${ADMINS_ONLY}</p>` : addToSlack(start_url)}
        <h2>What it may do</h2>
        <p>Slack asks you for these permissions next. Each has one use:</p>
        <dl>
          ${Object.entries(SCOPE_USES).map(
            ([scope, use]) =>
              html`<dt><code>${scope}</code></dt>
                <dd>${use.replaceAll('`', '')}</dd>`,
          )}
        </dl>
        <p>
          It reads no channel, and no messages between people. Conversations are held in direct messages with the app; a
          channel gets at most a finished document, if somebody says so.
        </p>
        <h2>Who can use it</h2>
        <p>
          Every member of the workspace; guests and people of other companies cannot. On Enterprise Grid it can be added
          to one workspace, or by an organisation’s admin to all of them.
        </p>
        ${contactFooter(links)}`,
    ),
    start_url === undefined ? 403 : 200,
  )
}

const addToSlack = (start_url: string): PageHtml => html`<a class="button" href="${start_url}">Add to Slack</a>`

const FROM_SLACK =
  'you came by a link of Slack’s own, which does not say who sent it. So nothing has been added yet: choose “Add to ' +
  'Slack” to do it from here.'

const ADMINS_ONLY =
  'Only an admin can add DocGen to Slack. Sign in to the console as an admin, then open this address again.'

/** Links to support and privacy. */
const contactFooter = ({ support_url, privacy_url }: ContactLinks): PageHtml =>
  html`<footer>
    ${
      support_url === undefined
        ? html`Questions? Ask the people who run DocGen at your company.`
        : html`<a href="${support_url}">Support</a>`
    }
    · <a href="${privacy_url}">Privacy</a>
  </footer>`

/** Our own words on privacy, for operators who named no page of theirs. */
export const renderPrivacyPage = (c: Context, links: ContactLinks): Response | Promise<Response> =>
  c.html(
    layOutPage(
      'Privacy: DocGen in Slack',
      html`<h2>What is kept</h2>
        <p>
          The answers that people give, the documents made of them, and who did what and when. Of each person: the name,
          language and time zone as Slack gives them, and the Slack user id. Of each workspace: its name, and the app’s
          token.
        </p>
        <h2>How it is kept</h2>
        <p>
          Answers, documents, messages that wait, and tokens are encrypted, each conversation and workspace with a key
          of its own. The record of events knows people by an id without meaning.
        </p>
        <h2>Who sees it</h2>
        <p>
          The person who asked for a document, colleagues to whom they hand a question, and whoever the operator of this
          installation has named for that: its auditors and admins. Nothing is sold, used to train models, or sent to
          anybody but Slack and the stores that the operator chose.
        </p>
        <h2>How it ends</h2>
        <p>
          Removing the app from Slack deletes its token at once. An admin can erase a conversation with its answers and
          documents: its key is destroyed. What came in from Slack is deleted as soon as it is worked.
        </p>
        <p>The people who run this installation are responsible for it, and answer requests about personal data.</p>
        ${contactFooter(links)}`,
    ),
  )
