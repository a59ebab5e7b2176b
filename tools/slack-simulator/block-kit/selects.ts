/** Select menus, for one and for several choices. */
import { focusable } from './action-id.ts'
import { all, boolean, integer, list, object, oneOf, required, string, type Check, type Fields } from './checks.ts'
import { initialIsOffered, menuOption, optionGroups, optionsOrGroups } from './options.ts'
import { confirm, placeholder } from './text.ts'

const common: Fields = { ...focusable, placeholder, confirm }
const several: Fields = { ...common, max_selected_items: integer(1, 10_000) }
const id = string(255)
const ids = list(id, 1_000, 0)
const filter: Check = object({
  include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
  exclude_external_shared_channels: boolean,
  exclude_bot_users: boolean,
})
const options: Fields = { options: list(menuOption, 100), option_groups: optionGroups }
const menu = (type: string, fields: Fields): Check => object({ type: required(oneOf(type)), ...fields })

/** Menus for one choice. */
export const SELECTS = {
  static_select: all(
    menu('static_select', { ...common, ...options, initial_option: menuOption }),
    optionsOrGroups,
    initialIsOffered,
  ),
  external_select: menu('external_select', {
    ...common,
    initial_option: menuOption,
    min_query_length: integer(0, 255),
  }),
  users_select: menu('users_select', { ...common, initial_user: id }),
  conversations_select: menu('conversations_select', {
    ...common,
    initial_conversation: id,
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter,
  }),
  channels_select: menu('channels_select', { ...common, initial_channel: id, response_url_enabled: boolean }),
}

/** Menus for several choices. */
export const MULTI_SELECTS = {
  multi_static_select: all(
    menu('multi_static_select', { ...several, ...options, initial_options: list(menuOption, 100) }),
    optionsOrGroups,
    initialIsOffered,
  ),
  multi_external_select: menu('multi_external_select', {
    ...several,
    initial_options: list(menuOption, 100),
    min_query_length: integer(0, 255),
  }),
  multi_users_select: menu('multi_users_select', { ...several, initial_users: ids }),
  multi_conversations_select: menu('multi_conversations_select', {
    ...several,
    initial_conversations: ids,
    default_to_current_conversation: boolean,
    filter,
  }),
  multi_channels_select: menu('multi_channels_select', { ...several, initial_channels: ids }),
}
