/** Decides on handing the rest of a conversation to somebody else, on taking it back, and on their being done. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { MAX_OPEN_HAND_OVERS } from '../delegation.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, requireOpen } from '../open-generation.ts'

/** Hands over what is left; whoever has it may answer and change all of it, the requester too. */
export function delegateRest(
  command: {
    readonly to: string
    /** Whether that is the requester, under whichever id. */
    readonly to_requester: boolean
    readonly note?: string | undefined
    readonly hand_over: string
  },
  state: Generation,
): Result<GenerationEvent[]> {
  const { to, to_requester, note, hand_over } = command
  const open = requireOpen(state)
  if (!open.ok) return open
  if (to_requester) return fail('unprocessable', 'You have the rest already: choose somebody else.', { field: 'to' })
  if (state.handed_rest?.open === true)
    return state.handed_rest.to === to
      ? ok([])
      : fail('conflict', 'The rest is with somebody else already. Take it back first.', { to: state.handed_rest.to })
  const room = requireRoom(state)
  if (!room.ok) return room
  const data = { to, ...(note === undefined ? {} : { note }), hand_over, ...channelFlag(state) }
  return ok([{ type: 'RestDelegated', data }])
}

/** Takes the rest back. */
export const withdrawRest = (state: Generation): Result<GenerationEvent[]> => end('RestWithdrawn', state)

/** Whoever has the rest is done: the requester looks it over. */
export const returnRest = (state: Generation): Result<GenerationEvent[]> => end('RestReturned', state)

function end(type: 'RestWithdrawn' | 'RestReturned', state: Generation): Result<GenerationEvent[]> {
  const { handed_rest } = state
  if (handed_rest?.hand_over === undefined)
    return fail('conflict', 'The rest of this conversation was not handed to anybody.', {})
  if (!handed_rest.open) return ok([])
  return ok([{ type, data: { hand_over: handed_rest.hand_over, ...channelFlag(state) } }])
}

/** `conflict` where as many hand-overs are open as may be. */
export function requireRoom({ delegations, handed_rest }: Generation): Result<true> {
  const open = [handed_rest, ...delegations.values()].filter(
    (one) => one?.open === true && one.hand_over !== undefined,
  ).length
  return open < MAX_OPEN_HAND_OVERS
    ? ok(true)
    : fail(
        'conflict',
        `${MAX_OPEN_HAND_OVERS} questions of this conversation are with others already. Take one back.`,
        {
          limit: MAX_OPEN_HAND_OVERS,
        },
      )
}
