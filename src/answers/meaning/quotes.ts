/** Text that a person put in quotes, or after a backslash, to say that it is an answer and no command. */

const QUOTED = new RegExp(
  ['"([^"]*)"', '“([^“”]*)[”“]', '„([^„“”]*)[“”]', '«([^«»]*)»', '»([^«»]*)«', "'([^']*)'", '‘([^‘’]*)’']
    .map((quotes) => `^${quotes}$`)
    .join('|'),
  'u',
)

/** The text inside quotes, or after a lone backslash; undefined where the text is not marked as a whole. */
export function unquote(text: string): string | undefined {
  const whole = text.trim()
  if (whole.startsWith('\\')) return whole.slice(1)
  return QUOTED.exec(whole)
    ?.slice(1)
    .find((one: string | undefined) => one !== undefined)
}
