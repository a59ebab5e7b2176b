/** Finds the node of a cluster that leads: its nodes know of each other, and say so. */
import { Metadata, type ChannelCredentials } from '@grpc/grpc-js'
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import gossipPb, { type ClusterInfo, type MemberInfo } from '@eventstore/db-client/generated/gossip_pb.js'
import sharedPb from '@eventstore/db-client/generated/shared_pb.js'
import type { ConnectionSettings, Endpoint } from './connection-string.ts'
import { unreached } from './failures.ts'
import { pause, type Timers } from './timers.ts'

const { LEADER, FOLLOWER } = gossipPb.MemberInfo.VNodeState

/**
 * Asks the hosts of the settings in any order, `lost` last. Gives the leader, or a follower, who will name it. Rejects
 * when no host knows of either, after as many rounds as the settings say, or when `closing` fires.
 */
export async function findNode(
  settings: ConnectionSettings,
  credentials: ChannelCredentials,
  lost: Endpoint | undefined,
  timers: Timers,
  closing: AbortSignal,
): Promise<Endpoint> {
  for (let attempts = 1; ; attempts++) {
    for (const host of inOrder(settings.hosts, lost, timers)) {
      if (closing.aborted) throw unreached('the connection was closed')
      const node = await ask(host, credentials, settings.gossipTimeout).catch(() => undefined)
      if (node !== undefined) return node
    }
    if (attempts >= settings.maxDiscoverAttempts) throw unreached(`no node was discovered in ${attempts} attempts`)
    await pause(timers, settings.discoveryInterval, closing)
  }
}

function inOrder(hosts: readonly Endpoint[], lost: Endpoint | undefined, timers: Timers): readonly Endpoint[] {
  const weight = ({ address, port }: Endpoint): number =>
    address === lost?.address && port === lost.port ? 1 : timers.random()
  return hosts
    .map((host) => [weight(host), host] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, host]) => host)
}

async function ask(host: Endpoint, credentials: ChannelCredentials, ms: number): Promise<Endpoint | undefined> {
  const client = new GossipClient(`${host.address}:${host.port}`, credentials)
  try {
    const info = await new Promise<ClusterInfo>((resolve, reject) => {
      client.read(new sharedPb.Empty(), new Metadata(), { deadline: Date.now() + ms }, (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      )
    })
    const alive = info.getMembersList().filter((member) => member.getIsAlive())
    const within = (state: MemberInfo.VNodeState) => alive.find((member) => member.getState() === state)
    return endpointOf(within(LEADER) ?? within(FOLLOWER))
  } finally {
    client.close()
  }
}

function endpointOf(member: MemberInfo | undefined): Endpoint | undefined {
  const at = member?.getHttpEndPoint()
  return at === undefined ? undefined : { address: at.getAddress(), port: at.getPort() }
}
