/** The mails to people without an account: the one-time link that shows their address, and their link back. */
import { lines, oneLine, type MailText } from './mail-texts.ts'

interface OutsiderMail {
  /** What the template is called. */
  readonly template: string
  /** Who published the link. */
  readonly by: string
  readonly url: string
  /** Where the service is. */
  readonly base: string
}

/** To begin: opening it and pressing the button shows that the address is theirs. */
export const proofMailText = ({
  template,
  by,
  url,
  minutes,
  base,
}: OutsiderMail & { readonly minutes: number }): MailText => ({
  subject: `Your link to “${oneLine(template)}”`,
  text: lines(
    'Hello,',
    '',
    `${oneLine(by)} asks you for answers: “${oneLine(template)}”. Open this link and press “Begin”:`,
    '',
    url,
    '',
    `It works once, within ${minutes} minutes.`,
    '',
    `You get this mail because somebody entered your address at ${base}.`,
    'If it was not you, ignore this mail: nothing is begun without the link.',
  ),
})

/** To come back. `until` is a day, as `2026-12-24`. */
export const returnMailText = ({
  template,
  by,
  url,
  until,
  base,
}: OutsiderMail & { readonly until: string }): MailText => ({
  subject: `Your way back to “${oneLine(template)}”`,
  text: lines(
    'Hello,',
    '',
    `you have begun to answer for ${oneLine(by)}: “${oneLine(template)}”.`,
    'This link brings you back to your answers and your document, on any device:',
    '',
    url,
    '',
    `It works until ${until}. Keep it to yourself: whoever has it sees your answers.`,
    '',
    `You get this mail because you showed at ${base} that this address is yours.`,
  ),
})
