/** Turns Slack's escaped text back into what the person wrote: entities, links and mentions. */

/**
 * `<http://acme.com|acme.com>` becomes `acme.com`, `<mailto:a@b.c|a@b.c>` the address. `nameOf` looks up names of
 * people.
 */
export function writtenText(text: string, nameOf: (user: string) => string | undefined = () => undefined): string {
  const plain = text.replaceAll(
    /<(?<target>(?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>|]*)(?:\|(?<label>[^<>]*))?>/gi,
    (_, target: string, label: string | undefined) => {
      if (target.startsWith('@')) return `@${label ?? nameOf(target.slice(1)) ?? target.slice(1)}`
      if (target.startsWith('#')) return `#${label ?? target.slice(1)}`
      if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0] ?? ''}`
      return label !== undefined && label !== '' ? label : target.replace(/^(?:mailto|tel):/i, '')
    },
  )
  return withoutJoiners(plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
}

/** Without the word joiners that we show before marks of markup: what is copied from us comes back with them. */
export const withoutJoiners = (text: string): string => text.replaceAll('\u2060', '')
