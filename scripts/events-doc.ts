/** Writes docs/events.md from the catalogue: `npm run docs:events`. A test says when it is out of date. */
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { listDefinitions, type EventDefinition } from '../src/domain/event-catalogue.ts'
import { envelopeSchema } from '../src/domain/kernel/event.ts'

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly $ref?: string
  readonly format?: string
}

export function eventsDocument(): string {
  return [
    '# Events',
    '',
    'Generated from `src/domain/event-catalogue.ts` by `npm run docs:events`. A 🔒 field is encrypted with ' +
      'the data key of its generation',
    'and reads as `{ "erased": true }` once that key is destroyed.',
    '',
    '## Envelope',
    '',
    ...table(z.toJSONSchema(envelopeSchema) as JsonSchema, []),
    ...listDefinitions().flatMap((definition) => [
      `## ${definition.type}`,
      '',
      `Version ${definition.version}.`,
      '',
      ...eventTable(definition),
    ]),
  ].join('\n')
}

function eventTable({ schema, sealed }: EventDefinition): string[] {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema
  return Object.keys(json.properties ?? {}).length === 0 ? ['No fields.', ''] : table(json, sealed)
}

function table(schema: JsonSchema, sealed: readonly string[]): string[] {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const optional = schema.required?.includes(name) === true ? '' : ' (optional)'
    return `| ${sealed.includes(name) ? '🔒 ' : ''}\`${name}\`${optional} | ${typeName(property)} |`
  })
  return ['| field | type |', '| --- | --- |', ...rows, '']
}

function typeName(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(' · ')
  if (schema.anyOf !== undefined)
    return [...new Set(schema.anyOf.filter((one) => one.properties?.['erased'] === undefined).map(typeName))].join(
      ' or ',
    )
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : typeName(schema.items)}`
  if (schema.$ref !== undefined) return 'value'
  if (schema.type === 'object') return 'object'
  return schema.format === undefined ? (schema.type ?? 'value') : `${schema.type} (${schema.format})`
}

if (import.meta.main) writeFileSync(new URL('../docs/events.md', import.meta.url), eventsDocument())
