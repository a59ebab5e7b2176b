/** Installs the app by OAuth as a person in a browser does. */
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import type { SimulatedWorkspace } from '../../../tools/slack-simulator/simulator.ts'

/** Where the browser is. */
export interface InstallPage {
  readonly status: number
  readonly text: string
}

/** Opens the page that starts an installation; gives where Slack's page is, and the browser's cookie. */
export async function beginInBrowser(url: string): Promise<{
  readonly status: number
  readonly link: string
  readonly cookie: string
}> {
  const answer = await fetch(`${url}/slack/install/start`, { redirect: 'manual' })
  return {
    status: answer.status,
    link: answer.headers.get('location') ?? '',
    cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  }
}

/** Begins at the service, allows at Slack, and comes back. */
export async function installInBrowser(
  { url }: { readonly url: string },
  workspace: SimulatedWorkspace,
  who: Person,
  allow: true | 'organisation' = true,
): Promise<InstallPage> {
  const { link, cookie } = await beginInBrowser(url)
  const answer = await fetch(workspace.authorize(link, who, allow), { headers: { cookie }, redirect: 'manual' })
  return { status: answer.status, text: await answer.text() }
}
