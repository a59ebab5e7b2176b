/** The texts of mails: short and plain, with who sent it and why, and what to do if it was not you. */
import { MAX_NOTE_LENGTH } from './mailed-note.ts'

export interface MailText {
  readonly subject: string
  readonly text: string
}

/** One sign-in link; `tenant` says where it leads where there are several. */
export interface MailedLink {
  readonly url: string
  readonly name: string
  readonly tenant: string
}

/** Links that sign in, one for each tenant that knows the address. `minutes`: how long they are good for. */
export function signInMailText(links: readonly MailedLink[], minutes: number, base: string): MailText {
  const [first] = links
  const several = links.length > 1
  const listed = several
    ? links.flatMap(({ url, name, tenant }) => [`${oneLine(name)} in ${oneLine(tenant)}:`, url, ''])
    : [first?.url ?? '', '']
  return {
    subject: several ? 'Your sign-in links for DocGen' : 'Your sign-in link for DocGen',
    text: lines(
      several ? 'Hello,' : `Hello ${oneLine(first?.name ?? '')},`,
      '',
      several
        ? 'you have several accounts at DocGen. Open the link of the one you want, and press “Sign in”:'
        : 'open this link and press “Sign in”:',
      '',
      ...listed,
      `${several ? 'Each link works' : 'It works'} once, within ${minutes} minutes.`,
      '',
      `You get this mail because somebody entered your address on the sign-in page of ${base}.`,
      'If it was not you, ignore this mail: nobody can sign in without the link.',
    ),
  }
}

export interface InvitationMail {
  readonly name: string
  /** Who invites. */
  readonly by: string
  readonly url: string
  readonly days: number
  readonly base: string
}

/** An invitation: who invites, where to, and the link that accepts it. */
export const invitationMailText = ({ name, by, url, days, base }: InvitationMail): MailText => ({
  subject: `${oneLine(by)} invites you to DocGen`,
  text: lines(
    `Hello ${oneLine(name)},`,
    '',
    `${oneLine(by)} invites you to DocGen at ${base}, where documents are made by answering questions.`,
    'Open this link to accept:',
    '',
    url,
    '',
    `It works once, within ${days} days.`,
    '',
    `You get this mail because ${oneLine(by)} entered your address. If you do not know them, ignore this mail:`,
    'without the link nothing happens.',
  ),
})

export interface HandedOverMail {
  /** Who asks. */
  readonly by: string
  readonly part: 'question' | 'rest'
  /** The template’s name. */
  readonly template: string
  /** What they say, of several lines; empty for nothing. */
  readonly note: string
  readonly url: string
  readonly days: number
  readonly base: string
}

/** Somebody is asked for one answer, or for all that are left: who asks, for what, their words, and the link. */
export function handedOverMailText({ by, part, template, note, url, days, base }: HandedOverMail): MailText {
  const who = oneLine(by)
  const said =
    note === ''
      ? []
      : [`${who} writes:`, '', ...note.split('\n').map((line) => `> ${oneLine(line, MAX_NOTE_LENGTH)}`), '']
  return {
    subject: part === 'question' ? `${who} asks you a question` : `${who} asks you to answer questions`,
    text: lines(
      'Hello,',
      '',
      part === 'question'
        ? `${who} needs one answer from you, for the document “${oneLine(template)}”.`
        : `${who} asks you to answer the questions that are left for the document “${oneLine(template)}”.`,
      '',
      ...said,
      part === 'question' ? 'Open this link to see the question and answer it:' : 'Open this link to begin:',
      '',
      url,
      '',
      `It works once, within ${days} days, and opens nothing else.`,
      '',
      `You get this mail because ${who} entered your address at ${base}. If you do not know them, ignore this mail:`,
      'without the link nothing happens.',
    ),
  }
}

/** Names come from people: they stay in their line, no longer than a name is, and no link of their own. */
export const oneLine = (name: string, most = 100): string =>
  name
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ')
    .replaceAll('://', ' ')
    .trim()
    .slice(0, most)

/** The lines of a mail. */
export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
