/** What a person wrote, out of Slack's escaped form: entities, and links and mentions in angle brackets. */

/**
 * `<http://acme.com|acme.com>` was written as `acme.com`, `<mailto:a@b.c|a@b.c>` as the address. Names of people are
 * looked up by `nameOf`.
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
  return plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
