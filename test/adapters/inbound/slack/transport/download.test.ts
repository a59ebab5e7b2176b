/** Files are read across the redirects of Slack's hosts; the token goes to Slack alone. */
import { describe, expect, test } from 'vitest'
import { downloadFile, DownloadFailed } from '../../../../../src/adapters/inbound/slack/transport/calling/download.ts'

type Answer = { to: string } | { body: string; type?: string }

/** The web as these addresses, and what was asked of it. */
function web(answers: Record<string, Answer>) {
  const asked: { url: string; token: string | null }[] = []
  const send = (async (url: string, init: RequestInit) => {
    asked.push({ url, token: new Headers(init.headers).get('authorization') })
    const answer = answers[url]
    if (answer === undefined) return new Response('', { status: 404 })
    if ('to' in answer) return new Response(null, { status: 302, headers: { location: answer.to } })
    return new Response(answer.body, { headers: { 'content-type': answer.type ?? 'text/plain' } })
  }) as unknown as typeof fetch
  const deps = {
    workspaces: { find: async () => ({ tokens: { bot: 'xoxb-1' } }) },
    api_url: 'https://slack.com/api/',
  } as unknown as Parameters<typeof downloadFile>[0]
  const download = async (url: string): Promise<string> =>
    Buffer.from(await downloadFile(deps, 'T1', url, 1000, send)).toString()
  return { asked, download }
}

const FILE = 'https://files.slack.com/files-pri/T1-F1/a.docx'
const ORIGIN = 'https://files-origin.slack.com/files-pri/T1-F1/a.docx'

describe('a redirect', () => {
  test('to another of Slack’s hosts is followed, with the token again (Enterprise Grid)', async () => {
    const { download, asked } = web({ [FILE]: { to: ORIGIN }, [ORIGIN]: { body: 'PK' } })
    expect(await download(FILE)).toBe('PK')
    expect(asked).toEqual([
      { url: FILE, token: 'Bearer xoxb-1' },
      { url: ORIGIN, token: 'Bearer xoxb-1' },
    ])
  })

  test('to the host of the contents is followed without the token', async () => {
    const signed = 'https://slack-files.com/T1-F1-abc?t=signed'
    const { download, asked } = web({ [FILE]: { to: signed }, [signed]: { body: 'PK' } })
    expect(await download(FILE)).toBe('PK')
    expect(asked.at(-1)).toEqual({ url: signed, token: null })
  })

  test.each(['https://evil.example/a', 'http://files.slack.com/a', 'https://slack.com.evil.example/a'])(
    'to %s is not followed',
    async (to) => {
      const { download, asked } = web({ [FILE]: { to }, [to]: { body: 'PK' } })
      await expect(download(FILE)).rejects.toThrow(DownloadFailed)
      expect(asked.map(({ url }) => url)).toEqual([FILE])
    },
  )

  test('in a circle ends', async () => {
    const { download, asked } = web({ [FILE]: { to: ORIGIN }, [ORIGIN]: { to: FILE } })
    await expect(download(FILE)).rejects.toThrow(DownloadFailed)
    expect(asked.length).toBeLessThan(6)
  })
})

test('a sign-in page is no file', async () => {
  const page = 'https://slack.com/signin?redir=x'
  const { download } = web({
    [FILE]: { to: page },
    [page]: { body: '<!doctype html>', type: 'text/html; charset=utf-8' },
  })
  await expect(download(FILE)).rejects.toThrow(/files:read/)
})
