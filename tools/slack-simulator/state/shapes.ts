/** The JSON Slack gives for what a workspace holds. */
import type { Channel, Json, Message, SharedFile, User, View, Workspace } from './model.ts'
import { isBroadcast } from './broadcast.ts'
import { listReplies } from './messages.ts'
import type { SlackState } from './slack.ts'

/** Drops what is not set, as Slack leaves it out. */
export const compact = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))

/** A message as history and events have it; metadata only where it is asked for. */
export function messageJson(
  slack: SlackState,
  workspace: Workspace,
  channel: Channel,
  message: Message,
  withMetadata: boolean,
): Json {
  const replies =
    message.threadTs === undefined || message.threadTs === message.ts ? listReplies(channel, message.ts) : []
  const repliers = [...new Set(replies.map(({ user }) => user))]
  const root =
    message.threadTs !== undefined && message.threadTs !== message.ts ? channel.byTs.get(message.threadTs) : undefined
  return compact({
    type: 'message',
    subtype: message.subtype,
    client_msg_id: message.clientMsgId,
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: workspace.users.get(message.user)?.homeTeam ?? workspace.id,
    // In channels shared with other companies, and on a Grid: whose the author is, and where it was written.
    // https://docs.slack.dev/apis/slack-connect
    ...((channel.sharedWith.length > 0 || workspace.enterprise !== undefined) &&
      message.botId === undefined && {
        user_team: workspace.users.get(message.user)?.homeTeam ?? workspace.id,
        source_team: workspace.users.get(message.user)?.homeTeam ?? workspace.id,
      }),
    ...(message.botId && {
      bot_id: message.botId,
      app_id: slack.app.id,
      bot_profile: {
        id: message.botId,
        deleted: false,
        name: slack.app.name,
        updated: Math.floor(slack.clock.now() / 1000),
        app_id: slack.app.id,
        icons: {},
        team_id: workspace.id,
      },
    }),
    blocks: message.blocks,
    attachments: message.attachments,
    metadata: withMetadata ? message.metadata : undefined,
    files: message.fileIds.length > 0 ? message.fileIds.map((id) => fileOrTombstone(slack, workspace, id)) : undefined,
    upload: message.fileIds.length > 0 ? false : undefined,
    edited: message.edited,
    thread_ts: message.threadTs ?? (replies.length > 0 ? message.ts : undefined),
    parent_user_id: root?.user,
    root: root && isBroadcast(message) ? messageJson(slack, workspace, channel, root, false) : undefined,
    ...(replies.length > 0 && {
      reply_count: replies.length,
      reply_users_count: repliers.length,
      latest_reply: replies.at(-1)?.ts,
      reply_users: repliers,
      is_locked: false,
      subscribed: true,
    }),
  })
}

function fileOrTombstone(slack: SlackState, workspace: Workspace, id: string): Json {
  const file = workspace.files.get(id)
  return !file || file.deleted ? { id, mode: 'tombstone' } : fileJson(slack, workspace, file)
}

export function fileJson(slack: SlackState, workspace: Workspace, file: SharedFile): Json {
  const download = `${slack.baseUrl}/files-pri/${workspace.id}-${file.id}`
  const shares: Record<string, Record<string, Json[]>> = {}
  for (const share of file.shares) {
    const kind = workspace.channels.get(share.channel)?.kind === 'public' ? 'public' : 'private'
    const rows = ((shares[kind] ??= {})[share.channel] ??= [])
    rows.push(
      compact({
        reply_users: [],
        reply_users_count: 0,
        reply_count: 0,
        ts: share.ts,
        thread_ts: share.threadTs,
        channel_name: workspace.channels.get(share.channel)?.name,
        team_id: workspace.id,
        share_user_id: file.user,
      }),
    )
  }
  const ids = (kind: Channel['kind']): string[] =>
    [...new Set(file.shares.map(({ channel }) => channel))].filter((id) => workspace.channels.get(id)?.kind === kind)
  return {
    id: file.id,
    created: Math.floor(file.created / 1000),
    timestamp: Math.floor(file.created / 1000),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype.toUpperCase(),
    user: file.user,
    user_team: workspace.id,
    editable: file.mode === 'snippet',
    size: file.content.length,
    mode: file.mode,
    ...(file.mode === 'snippet' && {
      preview: file.content.toString().slice(0, 1000),
      lines: file.content.toString().split('\n').length,
    }),
    is_external: false,
    external_type: '',
    is_public: ids('public').length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${download}/${encodeURIComponent(file.name)}`,
    url_private_download: `${download}/download/${encodeURIComponent(file.name)}`,
    permalink: `${slack.baseUrl}/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    is_starred: false,
    shares,
    channels: ids('public'),
    groups: ids('private'),
    ims: ids('im'),
    has_more_shares: false,
    file_access: 'visible',
  }
}

export function userJson(workspace: Workspace, user: User, with_: { locale: boolean; email: boolean }): Json {
  const [first = '', ...rest] = user.realName.split(' ')
  return compact({
    id: user.id,
    team_id: user.homeTeam ?? workspace.id,
    name: user.name,
    deleted: user.deleted,
    color: '9f69e7',
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetOf(user.tz),
    profile: compact({
      title: '',
      phone: '',
      skype: '',
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      first_name: first,
      last_name: rest.join(' '),
      status_text: '',
      status_emoji: '',
      avatar_hash: '0',
      team: user.homeTeam ?? workspace.id,
      // Of people of other companies nobody learns the address or the language.
      email: with_.email && user.homeTeam === undefined ? user.email : undefined,
    }),
    is_stranger: user.homeTeam === undefined ? undefined : true,
    // `UsersInfoResponse.d.ts` of @slack/web-api.
    enterprise_user:
      workspace.enterprise === undefined || user.homeTeam !== undefined
        ? undefined
        : {
            id: user.id,
            enterprise_id: workspace.enterprise.id,
            enterprise_name: workspace.enterprise.name,
            is_admin: user.isAdmin,
            is_owner: false,
            teams: [workspace.id],
          },
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
    is_email_confirmed: !user.isBot,
    locale: with_.locale && user.homeTeam === undefined ? user.locale : undefined,
  })
}

/** Seconds a zone is ahead of UTC today. */
function offsetOf(tz: string): number {
  const name =
    new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'longOffset' })
      .formatToParts(new Date())
      .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

export function channelJson(workspace: Workspace, channel: Channel, bot: string): Json {
  const im = channel.kind === 'im'
  return compact({
    id: channel.id,
    name: im ? undefined : channel.name,
    name_normalized: im ? undefined : channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: im,
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_general: channel.name === 'general',
    is_shared: channel.sharedWith.length > 0,
    is_ext_shared: channel.sharedWith.length > 0,
    is_org_shared: false,
    shared_team_ids: im ? undefined : [workspace.id, ...channel.sharedWith],
    is_member: im ? undefined : channel.members.has(bot),
    is_open: im ? true : undefined,
    user: im ? [...channel.members].find((id) => id !== bot) : undefined,
    created: 1_700_000_000,
    context_team_id: workspace.id,
    num_members: im ? undefined : channel.members.size,
    topic: im ? undefined : { value: '', creator: '', last_set: 0 },
    purpose: im ? undefined : { value: '', creator: '', last_set: 0 },
  })
}

/** A view as answers and payloads have it. */
export function viewJson(slack: SlackState, workspace: Workspace, view: View): Json {
  const home = view.view.type === 'home'
  return {
    id: view.id,
    team_id: workspace.id,
    type: view.view.type,
    blocks: view.view.blocks,
    private_metadata: view.view['private_metadata'] ?? '',
    callback_id: view.view['callback_id'] ?? '',
    state: { values: structuredClone(view.state) },
    hash: view.hash,
    title: view.view['title'] ?? { type: 'plain_text', text: home ? 'View Title' : '', emoji: true },
    clear_on_close: view.view['clear_on_close'] ?? false,
    notify_on_close: view.view['notify_on_close'] ?? false,
    close: view.view['close'] ?? null,
    submit: view.view['submit'] ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: slack.app.id,
    external_id: view.view['external_id'] ?? '',
    // Of an org-wide installation: the organisation. https://docs.slack.dev/enterprise/developing-for-enterprise-orgs
    app_installed_team_id: workspace.installation?.orgWide ? workspace.enterprise?.id : workspace.id,
    bot_id: workspace.installation?.botId ?? '',
  }
}
