/**
 * The simulator's page in a browser: a person types, clicks, fills in modals, replies in threads, drops files and opens
 * the home tab.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launch, visitor, type Visitor } from '../../../support/services/browser.ts'
import type { Person } from '../../../../tools/slack-simulator/driver/person-actions.ts'
import { startSlack, type Simulator } from '../../../../tools/slack-simulator/simulator.ts'
import { tinyApp, type TinyApp } from '../tiny-app.ts'

const text = (said: string) => ({ type: 'plain_text' as const, text: said })
const mrkdwn = (said: string) => ({ type: 'mrkdwn' as const, text: said })
const button = (said: string, action: string, style?: 'primary' | 'danger') => ({
  type: 'button' as const,
  text: text(said),
  action_id: action,
  value: said,
  ...(style && { style }),
})

/** An app that asks for a party, a date and a law, and posts a document. */
function askingApp({ app }: TinyApp): void {
  app.command('/docgen', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'ask',
        title: text('New document'),
        submit: text('Next'),
        close: text('Cancel'),
        blocks: [
          { type: 'section', text: mrkdwn('*Mutual NDA*\nThree questions, about a minute.') },
          {
            type: 'input',
            block_id: 'party',
            label: text('Other party'),
            hint: text('The company’s full name'),
            element: { type: 'plain_text_input', action_id: 'v' },
          },
          {
            type: 'input',
            block_id: 'start',
            label: text('Starts on'),
            element: { type: 'datepicker', action_id: 'v' },
          },
          {
            type: 'input',
            block_id: 'law',
            label: text('Governing law'),
            element: {
              type: 'radio_buttons',
              action_id: 'v',
              options: ['England & Wales', 'Delaware'].map((each) => ({ text: text(each), value: each })),
            },
          },
        ],
      },
    })
  })
  app.view('ask', async ({ ack, view, body, client }) => {
    const values = view.state.values
    const party = values['party']?.['v']?.value ?? ''
    if (party.length < 3) return ack({ response_action: 'errors', errors: { party: 'Please give the full name.' } })
    await ack()
    const dm = await client.conversations.open({ users: body.user.id })
    await client.chat.postMessage({
      channel: dm.channel?.id ?? '',
      text: 'Check your answers',
      blocks: [
        { type: 'header', text: text('Check your answers') },
        { type: 'section', text: mrkdwn(`*Other party*\n${party}`), accessory: button('Edit', 'edit') },
        {
          type: 'section',
          text: mrkdwn(`*Starts on*\n${values['start']?.['v']?.selected_date ?? ''}`),
          accessory: button('Edit', 'edit'),
        },
        { type: 'context', elements: [mrkdwn('Only you can see this conversation · :lock: private')] },
        {
          type: 'actions',
          elements: [button('Make the document', 'make', 'primary'), button('Cancel', 'cancel', 'danger')],
        },
      ],
    })
  })
  app.action('make', async ({ ack, body, client }) => {
    await ack()
    const { channel, message } = body as unknown as { channel: { id: string }; message: { ts: string } }
    await client.filesUploadV2({
      channel_id: channel.id,
      thread_ts: message.ts,
      file: Buffer.from('x'.repeat(20_000)),
      filename: 'nda-acme.docx',
      title: 'Mutual NDA',
      initial_comment: 'Here is your document.',
    })
  })
  app.message(async ({ message, say }) => {
    const { ts, thread_ts: thread, text: said } = message as { ts: string; thread_ts?: string; text?: string }
    if (thread) await say({ text: `Noted: ${said}`, thread_ts: thread ?? ts })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: text('Your documents') },
          { type: 'actions', elements: [button('Start one', 'start', 'primary')] },
        ],
      },
    })
  })
}

describe.runIf(hasBrowser())('the page', () => {
  let browser: Browser
  let slack: Simulator
  let tiny: TinyApp
  let ana: Person
  let guest: Visitor

  beforeAll(async () => {
    slack = await startSlack()
    const acme = slack.workspace('Acme')
    ana = acme.person('ana', { realName: 'Ana Lee' })
    const ben = acme.person('ben', { realName: 'Ben Okafor' })
    tiny = await tinyApp(slack, acme.install())
    askingApp(tiny)
    acme.channel('general', { members: [ana, ben], bot: true })
    browser = await launch()
    guest = await visitor(browser, slack.url)
    await guest.page.goto(slack.url)
  })
  afterAll(async () => {
    await browser?.close()
    await tiny?.close()
    await slack?.close()
  })

  it('lets a person go from a command through a modal to the document in a thread', async () => {
    const { page } = guest
    const dialog = page.getByRole('dialog', { name: 'New document' })
    await page.getByRole('textbox', { name: 'Message' }).fill('/docgen nda')
    await page.keyboard.press('Enter')
    await dialog.getByRole('textbox', { name: 'Other party' }).fill('A')
    await dialog.getByLabel('Starts on').fill('2026-12-01')
    await dialog.getByText('Delaware').click()
    await dialog.getByRole('button', { name: 'Next' }).click()
    await dialog.getByRole('alert').getByText('Please give the full name.').waitFor()
    await dialog.getByRole('textbox', { name: 'Other party' }).fill('Acme & Sons')
    await dialog.getByRole('button', { name: 'Next' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Acme & Sons').waitFor()
    await page.getByRole('button', { name: 'Make the document' }).click()
    await page.getByText('1 reply').click()
    const thread = page.locator('#thread-pane')
    await thread.getByText('nda-acme.docx').waitFor()
    await thread.getByRole('textbox', { name: 'Reply' }).fill('Thank *you*')
    await page.keyboard.press('Enter')
    await thread.getByText('Noted: Thank').waitFor()
    expect(ana.transcript()).toContain('Noted: Thank')
    expect(slack.troubles).toEqual([])
  })

  it('shows the home tab, takes a dropped file, and changes whose eyes it shows', async () => {
    const { page } = guest
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByText('Your documents').waitFor()
    await page.getByRole('link', { name: 'general' }).click()
    await page
      .locator('#file')
      .setInputFiles({ name: 'template.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('x') })
    await page.locator('#conversation').getByText('template.docx').first().waitFor()
    await tiny.app.client.chat.postEphemeral({
      channel: ana.messages({ in: 'general' })[0]?.channel ?? '',
      user: ana.id,
      text: 'Only for Ana',
    })
    await page.getByText('Only for Ana').waitFor()
    await page.getByLabel('You are').selectOption({ label: 'Ben Okafor' })
    await page.getByRole('link', { name: 'general' }).click()
    await page.locator('#conversation').getByText('template.docx').first().waitFor()
    expect(await page.getByText('Only for Ana').count()).toBe(0)
    expect(guest.complaints).toEqual([])
  })
})
