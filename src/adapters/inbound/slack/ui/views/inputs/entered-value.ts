import type { InputBlockElement } from '@slack/types'
import { withoutCopyTraces } from '../../input/message-text.ts'
import { cut } from '../elements/text.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The state of one element, as Slack sends it. */
export interface EnteredState {
  readonly type?: string | undefined
  readonly value?: string | null | undefined
  readonly selected_date?: string | null | undefined
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined
  readonly selected_user?: string | null | undefined
  readonly selected_conversation?: string | null | undefined
  readonly files?:
    | readonly {
        readonly id?: string | undefined
        readonly url_private?: string | undefined
        readonly url_private_download?: string | undefined
        readonly size?: number | undefined
      }[]
    | undefined
}

/**
 * The entered value, as text or in wire form; undefined for an empty field. Pictures arrive as files, see
 * `EnteredState`.
 */
export function enteredValue(
  { choices = [], kind }: Pick<QuestionView, 'choices' | 'kind'>,
  state: EnteredState | undefined,
): string | number | boolean | readonly string[] | undefined {
  if (state === undefined) return undefined
  if (Array.isArray(state.selected_options)) {
    const chosen = state.selected_options
      .map(({ value }) => choices[Number(value)]?.value)
      .filter((value) => value !== undefined)
    return chosen.length === 0 ? undefined : chosen
  }
  const picked = state.selected_option?.value
  if (picked !== undefined) return kind === 'yes_no' ? picked === 'yes' : choices[Number(picked)]?.value
  const text = state.selected_date ?? (typeof state.value === 'string' ? withoutCopyTraces(state.value) : undefined)
  if (text === undefined || text.trim() === '') return undefined
  // Slack has parsed a number field already: `1.125` is no German thousand. Short numbers are exact as JSON numbers.
  return state.type === 'number_input' && /^-?\d{1,10}(\.\d{1,5})?$/.test(text) ? Number(text) : cut(text, 100_000)
}

/** The element with what was entered as what it begins with. A chosen file cannot be given back. */
export function withEntered(element: InputBlockElement, state: EnteredState | undefined): InputBlockElement {
  if (state === undefined) return element
  const { selected_date, selected_option, selected_options } = state
  const begins = {
    initial_value: state.value || undefined,
    initial_date: selected_date ?? undefined,
    initial_option: selected_option ?? undefined,
    initial_options: selected_options?.length === 0 ? undefined : (selected_options ?? undefined),
  }
  const cleared = Object.entries(element).filter(([name]) => !Object.hasOwn(begins, name))
  const given = Object.entries(begins).filter(([, value]) => value !== undefined)
  return Object.fromEntries([...cleared, ...given]) as unknown as InputBlockElement
}
