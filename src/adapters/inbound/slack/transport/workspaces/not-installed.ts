/** The error of a workspace without the app. */

/** The app is not installed in that workspace. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled'
  readonly team: string
  constructor(team: string) {
    super(`DocGen is not installed in the Slack workspace ${team}.`)
    this.team = team
  }
}
