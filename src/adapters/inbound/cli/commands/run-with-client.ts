/** Connects, works with the API, and closes the connection, also after an error. */
import { createApiClient, type ApiClient } from '../service/api-client.ts'
import { connect } from '../service/connect.ts'
import type { CliEnvironment } from '../environment.ts'

export async function withClient(
  environment: CliEnvironment,
  work: (client: ApiClient) => Promise<void>,
): Promise<void> {
  const connection = await connect(environment)
  try {
    await work(createApiClient(connection))
  } finally {
    await connection.close()
  }
}
