/**
 * Whether a URL belongs to Slack. Files and response URLs are on Slack's hosts even where its API is called through a
 * proxy.
 */

/** `api_url` is the base of API calls: `https://slack.com/api/`. */
export function isSlackUrl(address: string, api_url: string): boolean {
  if (!URL.canParse(address)) return false
  const [url, api] = [new URL(address), new URL(api_url)]
  if (url.username !== '' || url.password !== '') return false
  if (url.origin === api.origin) return true
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    ['slack.com', api.hostname].some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  )
}

/** Hosts of files' contents: their addresses are signed, and they get no token. */
export const isSlackFileUrl = (address: string): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, username, password } = new URL(address)
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false
  return ['slack-edge.com', 'slack-files.com'].some((host) => hostname === host || hostname.endsWith(`.${host}`))
}
