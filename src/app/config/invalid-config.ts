/** What is thrown for settings that the service cannot start with. */

/** A setting whose value cannot be used. The message begins with its name and says what to do. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig'
}
