/**
 * A tiny app with bolt and a receiver of its own, which talks to the simulator: how any app under test is connected to
 * it.
 */
import { App, LogLevel, verifySlackRequest, type Receiver, type ReceiverEvent } from '@slack/bolt'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Simulator } from '../../../tools/slack-simulator/simulator.ts'
import { parsed } from './raw-app.ts'

export interface TinyApp {
  app: App
  url: string
  close(): Promise<void>
}

/** Starts the app and points the simulator's deliveries at it. `token`: the bot token of its one workspace. */
export async function tinyApp(slack: Simulator, token: string): Promise<TinyApp> {
  let process: ((event: ReceiverEvent) => Promise<void>) | undefined
  const receiver: Receiver = {
    init: (app) => {
      process = (event) => app.processEvent(event)
    },
    start: async () => {},
    stop: async () => {},
  }
  const app = new App({
    token,
    receiver,
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      try {
        verifySlackRequest({
          signingSecret: slack.app.signingSecret,
          body: raw,
          headers: {
            'x-slack-signature': String(request.headers['x-slack-signature']),
            'x-slack-request-timestamp': Number(request.headers['x-slack-request-timestamp']),
          },
        })
      } catch {
        response.writeHead(401).end()
        return
      }
      const body = parsed(raw, request.headers['content-type'])
      const ack = async (answer?: unknown): Promise<void> => {
        response.writeHead(200, { 'content-type': typeof answer === 'string' ? 'text/plain' : 'application/json' })
        response.end(answer === undefined ? '' : typeof answer === 'string' ? answer : JSON.stringify(answer))
      }
      void process?.({ body, ack })
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  slack.app.requestUrl = url
  return {
    app,
    url,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
