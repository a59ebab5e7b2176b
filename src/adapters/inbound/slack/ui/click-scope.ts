/** The scope of a click, from its block and action ids. It selects the handler. */
import { ACTION } from './action-ids.ts'
import type { SlackAction } from './payloads.ts'
import { readBlockId } from './block-id.ts'

/** A template's draft, a conversation, or anything else: the App Home, the picker and lists. */
export type ClickScope = 'template' | 'conversation' | 'home'

/** Blocks of a template's draft (`tpl`, `tq`) and of a file that is to become one (`file`). */
const TEMPLATE_BLOCK = /^(?:tq|tpl|file) /

/** The scope of a click; `home` for all other ids. */
export function clickScopeOf({ block_id, action_id }: Pick<SlackAction, 'block_id' | 'action_id'>): ClickScope {
  // “Try it” under a published draft starts the template as elsewhere.
  if (TEMPLATE_BLOCK.test(block_id) && action_id !== ACTION.start) return 'template'
  return readBlockId(block_id) === undefined ? 'home' : 'conversation'
}
