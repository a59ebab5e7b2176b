/** Messages and views as a person reads them, in plain text: what is shown, not what is in the JSON. */
import { asText, type Json, type Message, type View, type Workspace } from '../../state/model.ts'
import { isEmpty, valueKey } from '../../state/element-state.ts'
import { characterOf } from './emoji.ts'

const records = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])

/** Slack's markup as it is displayed: mentions and links by their names, entities as characters. */
export function displayText(workspace: Workspace, marked: string): string {
  return marked
    .replaceAll(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${workspace.users.get(id)?.name ?? id}`)
    .replaceAll(
      /<#(\w+)(?:\|([^>]*))?>/g,
      (_, id: string, name?: string) => `#${workspace.channels.get(id)?.name ?? name ?? id}`,
    )
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<!(\w+)(?:\|[^>]*)?>/g, '@$1')
    .replaceAll(/<([^|>]+)\|([^>]*)>/g, '$2')
    .replaceAll(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** A text object as it is displayed. */
export function textOf(workspace: Workspace, object: unknown): string {
  const { type, text } = (object ?? {}) as { type?: string; text?: string }
  return type === 'mrkdwn' ? displayText(workspace, text ?? '') : (text ?? '')
}

/** What blocks show, line by line. Values a person has set are shown in place of placeholders. */
export function blocksText(
  workspace: Workspace,
  blocks: Json[],
  state: Record<string, Record<string, Json>> = {},
): string {
  return blocks
    .flatMap((block) => {
      const held = (element: Json): Json | undefined => state[String(block['block_id'])]?.[String(element['action_id'])]
      const shown = (element: unknown): string =>
        elementText(workspace, (element ?? {}) as Json, held((element ?? {}) as Json))
      switch (block['type']) {
        case 'section':
          return [
            [block['text'], ...records(block['fields'])]
              .filter((each) => each !== undefined)
              .map((each) => textOf(workspace, each))
              .join('\n'),
            ...(block['accessory'] ? [shown(block['accessory'])] : []),
          ]
        case 'header':
          return [textOf(workspace, block['text']).toUpperCase()]
        case 'context':
          return [
            records(block['elements'])
              .map((each) => (each['type'] === 'image' ? `(${String(each['alt_text'])})` : textOf(workspace, each)))
              .join(' '),
          ]
        case 'actions':
          return [records(block['elements']).map(shown).join(' ')]
        case 'divider':
          return ['———']
        case 'image':
          return [`(image: ${String(block['alt_text'])})`]
        case 'input':
          return [
            `${textOf(workspace, block['label'])}${block['optional'] === true ? ' (optional)' : ''}: ` +
              shown(block['element']),
            ...(block['hint'] ? [`  ${textOf(workspace, block['hint'])}`] : []),
          ]
        case 'markdown':
          return [String(block['text'])]
        case 'rich_text':
          return [
            records(block['elements'])
              .map((each) => richText(workspace, each))
              .join('\n'),
          ]
        case 'table':
          return (block['rows'] as Json[][]).map((row) =>
            row
              .map((cell) =>
                cell['type'] === 'rich_text'
                  ? records(cell['elements'])
                      .map((each) => richText(workspace, each))
                      .join(' ')
                  : String(cell['text']),
              )
              .join(' | '),
          )
        default:
          return [`(${String(block['type'])})`]
      }
    })
    .filter((line) => line !== '')
    .join('\n')
}

function richText(workspace: Workspace, element: Json): string {
  const children = records(element['elements'])
  switch (element['type']) {
    case 'rich_text_list':
      return children.map((each) => `• ${richText(workspace, each)}`).join('\n')
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      return children.map((each) => richText(workspace, each)).join('')
    case 'user':
      return `@${workspace.users.get(String(element['user_id']))?.name ?? String(element['user_id'])}`
    case 'channel':
      return `#${workspace.channels.get(String(element['channel_id']))?.name ?? ''}`
    case 'link':
      return String(element['text'] ?? element['url'])
    case 'emoji':
      return characterOf(element['unicode']) || `:${String(element['name'])}:`
    case 'broadcast':
      return `@${String(element['range'])}`
    default:
      return asText(element['text'])
  }
}

/** An element: `[Button]`, `{ menu ▾ }`, `( ) radio`, `____`. */
function elementText(workspace: Workspace, element: Json, held: Json | undefined): string {
  const value = held && !isEmpty(held) ? valueText(workspace, held) : undefined
  const placeholder = textOf(workspace, element['placeholder'])
  switch (element['type']) {
    case 'button':
      return `[${textOf(workspace, element['text'])}]`
    case 'image':
      return `(image: ${String(element['alt_text'])})`
    case 'overflow':
      return '[⋯]'
    case 'radio_buttons':
    case 'checkboxes': {
      const chosen = new Set(
        [held?.['selected_option'], ...records(held?.['selected_options'])].map(
          (each) => (each as Json | null | undefined)?.['value'],
        ),
      )
      const [on, off] = element['type'] === 'checkboxes' ? ['[x]', '[ ]'] : ['(•)', '( )']
      return records(element['options'])
        .map((option) => `\n  ${chosen.has(option['value']) ? on : off} ${textOf(workspace, option['text'])}`)
        .join('')
    }
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return `{ ${value ?? (placeholder || 'select a date')} }`
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return value === undefined ? `____${placeholder && ` (${placeholder})`}` : value
    case 'file_input':
      return `[Choose files]${value ? ` ${value}` : ''}`
    default:
      return `{ ${value ?? (placeholder || 'select')} ▾ }`
  }
}

/** The value an element holds, as it is displayed. */
function valueText(workspace: Workspace, held: Json): string {
  const value = held[valueKey(held['type']) ?? 'value']
  return (Array.isArray(value) ? value : [value])
    .map((each: unknown) => {
      if (typeof each === 'object' && each !== null)
        return textOf(workspace, (each as Json)['text']) || asText((each as Json)['name'])
      return workspace.users.get(String(each))?.realName ?? workspace.channels.get(String(each))?.name ?? String(each)
    })
    .join(', ')
}

/** A message's content as displayed: its blocks if it has any, else its text; then its files. */
export function messageText(workspace: Workspace, message: Message): string {
  const files = message.fileIds
    .map((id) => workspace.files.get(id))
    .map((file) => (file && !file.deleted ? `(file: ${file.name})` : '(file deleted)'))
  const said =
    message.blocks && message.blocks.length > 0
      ? blocksText(workspace, message.blocks)
      : displayText(workspace, message.text)
  const tables = (message.attachments ?? []).map((each) => blocksText(workspace, records(each['blocks'])))
  return [said, ...tables, ...files].filter((each) => each !== '').join('\n')
}

/** A modal or home tab as displayed. */
export function viewText(workspace: Workspace, { view, state }: View): string {
  const buttons = [
    view['close'] ? `[${textOf(workspace, view['close'])}]` : '',
    view['submit'] ? `[${textOf(workspace, view['submit'])}]` : '',
  ]
  return [
    ...(view.type === 'modal' ? [`=== ${textOf(workspace, view['title'])} ===`] : []),
    blocksText(workspace, view.blocks, state),
    ...(view.type === 'modal' ? [buttons.filter(Boolean).join(' ')] : []),
  ]
    .filter(Boolean)
    .join('\n')
}
