/** What the panel's forms set. Anything unknown is refused in words. */
import type { SocketServer } from '../../delivery/socket-server.ts'
import { FAULT_KINDS, type FaultKind } from '../../state/faults.ts'
import { LIFTABLE } from '../../state/limits.ts'
import { reloadSlack } from '../../state/messages.ts'
import type { SlackState } from '../../state/slack.ts'

type Sent = Readonly<Record<string, string | undefined>>

/** Throws an error in words. */
export function setFault(slack: SlackState, sockets: SocketServer, sent: Sent): void {
  switch (sent['set']) {
    case 'rate':
      slack.faults.rates[kindOf(sent)] = numberOf(sent, 'rate', 0, 1)
      return
    case 'next':
      slack.faults.next(kindOf(sent), (sent['name'] ?? '').trim(), numberOf(sent, 'times', 1, 99))
      return
    case 'values':
      slack.faults.slowMs = numberOf(sent, 'slow', 0, 60_000)
      slack.faults.retryAfterSeconds = numberOf(sent, 'retry', 1, 300)
      slack.faults.refusal = sent['refusal'] || slack.faults.refusal
      return
    case 'limit':
      return setLimit(slack, sent)
    case 'distribution': {
      const kind = (['internal', 'marketplace', 'unlisted'] as const).find((each) => each === sent['distribution'])
      slack.app.distribution = kind
      return
    }
    case 'presence':
      return setPresence(slack, sent)
    case 'sockets':
      return endSockets(sockets, sent['how'])
    default:
      throw new Error('There is no such thing to set.')
  }
}

function kindOf({ kind }: Sent): FaultKind {
  const known = FAULT_KINDS.find((each) => each === kind)
  if (known === undefined) throw new Error(`There is no fault ${String(kind)}.`)
  return known
}

function numberOf(sent: Sent, name: string, least: number, most: number): number {
  const value = Number(sent[name])
  if (!Number.isFinite(value) || value < least || value > most)
    throw new Error(`${name} has to be a number from ${least} to ${most}.`)
  return value
}

function setLimit({ limits }: SlackState, { limit, kept }: Sent): void {
  const known = LIFTABLE.find((each) => each === limit)
  if (known === undefined) throw new Error(`There is no limit ${String(limit)}.`)
  const others = [...limits.lifted].filter((each) => each !== known)
  limits.lifted = new Set(kept === undefined ? [...others, known] : others)
}

/** Who leaves loses what only they saw, and gets no more of it. */
function setPresence(slack: SlackState, { workspace: id = '', user: userId = '', here }: Sent): void {
  const workspace = slack.workspaces.get(id)
  const user = workspace?.users.get(userId)
  if (!workspace || !user) throw new Error('There is no such person.')
  user.away = here === undefined
  if (user.away) reloadSlack(slack, workspace, user.id)
}

function endSockets(sockets: SocketServer, how: string | undefined): void {
  if (how === 'refresh') sockets.refresh('refresh_requested')
  else if (how === 'close' || how === 'cut' || how === 'freeze') sockets.end(how)
  else throw new Error('There is no such end of a connection.')
}
