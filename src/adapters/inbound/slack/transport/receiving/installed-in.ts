/** Where the app is installed that Slack delivers something to: a workspace, by itself or with its organisation. */
import { fieldAt, textAt } from './read-body.ts'

/** The workspace of a delivery. */
export interface InstalledIn {
  /** Where it happened; the app's workspace, not always that of the person. Empty when the body does not say. */
  readonly team: string
  /** The organisation, where the app may be installed in the whole of it. */
  readonly organisation?: string | undefined
}

/**
 * Reads a delivery of any kind. With an organisation-wide installation `authorizations` and `team` may name no
 * workspace (docs.slack.dev, “Developing apps for Enterprise orgs”), and a view names the organisation in place of one.
 */
export function installedIn(body: unknown): InstalledIn {
  const authorizations = fieldAt(body, 'authorizations')
  const authorization: unknown = Array.isArray(authorizations) ? authorizations[0] : undefined
  const of_view = textAt(body, 'view', 'app_installed_team_id')
  const organisation =
    textAt(authorization, 'enterprise_id') ?? textAt(body, 'enterprise_id') ?? textAt(body, 'enterprise', 'id')
  const one_workspace = [authorization, body].some((said) =>
    [false, 'false'].includes(fieldAt(said, 'is_enterprise_install') as boolean | string),
  )
  return {
    team:
      textAt(authorization, 'team_id') ??
      (of_view !== undefined && isOrganisation(of_view) ? undefined : of_view) ??
      textAt(body, 'team', 'id') ??
      textAt(body, 'team_id') ??
      textAt(body, 'user', 'team_id') ??
      '',
    organisation: one_workspace ? undefined : organisation,
  }
}

/** Ids of organisations begin with E, of workspaces with T. */
const isOrganisation = (id: string): boolean => id.startsWith('E')
