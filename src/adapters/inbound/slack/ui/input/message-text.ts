/** Turns Slack's escaped text back into what the person wrote: entities, links and mentions. */

/**
 * `<http://acme.com|acme.com>` becomes `acme.com`, `<mailto:a@b.c|a@b.c>` the address, `<@U…>` the person's name by
 * `nameOf`.
 */
export function writtenText(text: string, nameOf: (user: string) => string | undefined = () => undefined): string {
  const plain = text.replaceAll(
    /<(?<target>(?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>|]*)(?:\|(?<label>[^<>]*))?>/gi,
    (_, target: string, label: string | undefined) => {
      if (target.startsWith('@')) return label || (nameOf(target.slice(1)) ?? target.slice(1))
      if (target.startsWith('#')) return `#${label || target.slice(1)}`
      if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0] ?? ''}`
      return label !== undefined && label !== '' ? label : target.replace(/^(?:mailto|tel):/i, '')
    },
  )
  return withoutCopyTraces(plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
}

/**
 * Without what copying from Slack leaves in a text: the word joiners that we show before marks of markup, and no-break
 * spaces, which Slack's client puts in place of spaces (https://github.com/lyft/omnibot/pull/32).
 */
export const withoutCopyTraces = (text: string): string => text.replaceAll('\u2060', '').replaceAll('\u00A0', ' ')
