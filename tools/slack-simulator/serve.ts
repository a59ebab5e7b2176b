/**
 * `npm run slack:simulator`: a Slack on this machine to try the app with, and its page.
 *
 * npm run slack:simulator -- --request-url http://127.0.0.1:8080/slack/events [--signing-secret S] [--port 3999]
 * [--socket-mode] [--organisation NAME] [--lift LIMIT]
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startSlack } from './simulator.ts'
import { LIFTABLE } from './state/limits.ts'
import { readManifest } from './state/manifest.ts'

const { values } = parseArgs({
  options: {
    'request-url': { type: 'string', default: 'http://127.0.0.1:8080/slack/events' },
    'signing-secret': { type: 'string', default: 'simulator-signing-secret' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'redirect-url': { type: 'string', multiple: true },
    port: { type: 'string', default: '3999' },
    'socket-mode': { type: 'boolean', default: false },
    manifest: { type: 'string' },
    organisation: { type: 'string' },
    distribution: { type: 'string' },
    lift: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(`A simulated Slack with a page to chat on.

  --request-url URL     where the app takes events, interactions and commands (${values['request-url']})
  --signing-secret S    the app's signing secret (${values['signing-secret']})
  --client-id I, --client-secret S
                        the app's credentials for OAuth
  --redirect-url URL    where it sends people back to after signing in; may come several times
  --port N              the simulator's port (${values.port})
  --socket-mode         deliver over Socket Mode instead of the request URL
  --organisation NAME   a Grid: the workspace belongs to an organisation, and people have ids with W
  --distribution KIND   internal, marketplace or unlisted: how often the app may read history
  --lift LIMIT          do not keep a limit that Slack has; may come several times: ${LIFTABLE.join(', ')}
  --manifest FILE       give the app the scopes, events, commands and shortcuts of its manifest, instead of all`)
} else {
  const distribution = (['internal', 'marketplace', 'unlisted'] as const).find((each) => each === values.distribution)
  const lift = LIFTABLE.filter((limit) => values.lift.includes(limit))
  const unknown = values.lift.filter((limit) => !lift.some((each) => each === limit))
  if (unknown.length > 0) throw new Error(`There is no limit ${unknown.join(', ')}: there is ${LIFTABLE.join(', ')}.`)
  if (values.distribution !== undefined && distribution === undefined)
    throw new Error('--distribution is internal, marketplace or unlisted.')
  const slack = await startSlack({
    port: Number(values.port),
    lift,
    app: {
      ...(values.manifest !== undefined && readManifest(readFileSync(values.manifest, 'utf8'))),
      requestUrl: values['request-url'],
      signingSecret: values['signing-secret'],
      socketMode: values['socket-mode'],
      distribution,
      ...(values['redirect-url'] !== undefined && { redirectUrls: values['redirect-url'] }),
      ...(values['client-id'] !== undefined && { clientId: values['client-id'] }),
      ...(values['client-secret'] !== undefined && { clientSecret: values['client-secret'] }),
    },
  })
  const acme = slack.workspace('Acme', values.organisation)
  const ana = acme.person('ana', { realName: 'Ana Lee', tz: 'Europe/London' })
  const ben = acme.person('ben', { realName: 'Ben Okafor', locale: 'de-DE', tz: 'Europe/Berlin' })
  const cleo = acme.person('cleo', { realName: 'Cleo Marsh', isAdmin: true })
  const token = acme.install()
  acme.channel('general', { members: [ana, ben, cleo], bot: true })
  acme.channel('legal', { members: [ana, cleo], private: true })
  // Where the app is not: nothing can be uploaded there.
  acme.channel('sales', { members: [ana, ben, cleo] })
  for (const [one, name] of [
    [ana, '@ben'],
    [ana, '@cleo'],
    [ben, '@cleo'],
  ] as const)
    one.messages({ in: name })

  const settings = [
    `SLACK_API_URL=${slack.apiUrl}`,
    `SLACK_SIGNING_SECRET=${slack.app.signingSecret}`,
    `SLACK_BOT_TOKEN=${token}`,
    ...(values['socket-mode'] ? [`SLACK_APP_TOKEN=${slack.app.appToken}`] : []),
  ]
  const oauth = [`SLACK_CLIENT_ID=${slack.app.clientId}`, `SLACK_CLIENT_SECRET=${slack.app.clientSecret}`]
  console.log(`Slack simulator: ${slack.url}/

Start the app against it:

${settings.join(' ')} npm start

To set the app up as at Slack, from its manifest: ${slack.url}/apps

For installing by OAuth instead of SLACK_BOT_TOKEN: ${oauth.join(' ')}, authorize at ${slack.url}/oauth/v2/authorize
${values['socket-mode'] ? '' : `Deliveries go to ${values['request-url']}`}`)
}
