import { describe, expect, it } from 'vitest'
import { ACTION } from '../../../../../src/adapters/inbound/slack/ui/action-ids.ts'
import { clickScopeOf } from '../../../../../src/adapters/inbound/slack/ui/click-scope.ts'
import { blockId } from '../../../../../src/adapters/inbound/slack/ui/block-id.ts'

const conversation = blockId('w', {
  generation: '0190a0a0-0000-7000-8000-000000000001',
  revision: null,
  address: 'start_date',
})

describe('what a click is about', () => {
  it.each([
    ['tpl lease', ACTION.publish, 'template'],
    ['tq lease', ACTION.question, 'template'],
    ['file F1', ACTION.rename, 'template'],
    ['tpl lease', ACTION.start, 'home'],
    [conversation, ACTION.skip, 'conversation'],
    ['template lease', ACTION.favourite, 'home'],
    ['draft 1', ACTION.resume, 'home'],
    ['', ACTION.new_document, 'home'],
  ] as const)('block %j and action %j: %s', (block_id, action_id, scope) => {
    expect(clickScopeOf({ block_id, action_id })).toBe(scope)
  })
})
