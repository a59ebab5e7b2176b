/** Everything outside that the command line needs: the terminal, the service, and a way to start one. */
import type { Readable, Writable } from 'node:stream'
import type { TemplateCompiler } from '../../../ports/documents/template-compiler.ts'

/** A stream that may be a terminal. */
export type InputStream = Readable & { readonly isTTY?: boolean | undefined }
export type OutputStream = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }

/** A way to speak with the API, whether over the network or in this process. */
export interface Connection {
  /** Sends a request whose address begins with `base`. Rejects when nothing answers. */
  readonly fetch: (request: Request) => Response | Promise<Response>
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly base: string
  /** The bearer key. */
  readonly key: string
  /** Closes the data folder if this connection opened it. */
  close(): Promise<void>
}

/** How a command waits while another process has the data folder. */
export interface FolderWait {
  /** Called every second, with the process id of the holder, if known. */
  readonly waiting: (holder: number | undefined) => Promise<void> | void
  /** Ends the waiting. */
  readonly signal: AbortSignal
}

/** Arguments of `serve`; undefined ones come from the environment. */
export interface ServeArguments {
  readonly port: number | undefined
  readonly host: string | undefined
  /** `api,worker,reporting`, or some of them. */
  readonly roles: string | undefined
}

/** What `docgen config check` found. */
export interface ConfigReport {
  readonly settings: readonly {
    readonly name: string
    /** Secrets are left out; null where it is not set. */
    readonly value: string | null
    readonly from: 'environment' | 'file' | 'default'
    /** The file that holds it. */
    readonly file?: string
  }[]
  /** Where a service would keep what; empty while there are problems. */
  readonly places: readonly string[]
  /** What would keep a service from starting, each with the setting and what to do. */
  readonly problems: readonly string[]
  readonly warnings: readonly string[]
  /** The stores that were tried, if that was asked for. */
  readonly tries: readonly TriedStore[]
}

/** A store that was tried, and the reason if it does not work. */
export interface TriedStore {
  readonly what: string
  readonly works: boolean
  /** Whether a service does not start without it. */
  readonly needed: boolean
  readonly message: string | null
}

export interface CliEnvironment {
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** Environment variables; `DOCGEN_URL` and `DOCGEN_KEY` name a service elsewhere. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** DocGen's own, as `package.json` has it. */
  readonly version: string
  /** The folder relative file names start from. */
  readonly cwd: string
  /** Where the service keeps its data, and says at which address it runs. Throws `CommandFailed` for wrong settings. */
  readonly dataFolder: () => string
  /** ISO 8601 UTC. */
  readonly now: () => string
  /** BCP 47 and IANA: how the person writes dates and numbers, and when their day begins. */
  readonly locale: string
  readonly zone: string
  /** Calls back at SIGINT until the function it gives is called. */
  readonly onInterrupt: (listener: () => void) => () => void
  /**
   * Opens the data folder in this process, with all that makes documents running, until it is closed. Waits a while for
   * its turn, then throws `Refused` `unavailable`.
   */
  readonly openFolder: (wait: FolderWait) => Promise<Connection>
  /** Whether other processes work on the same stores at the same time: Postgres. */
  readonly sharesStores: () => boolean
  /** Compiles template files for `render` and `inspect`, which need no store. */
  readonly openCompiler: () => TemplateCompiler
  /** Reads the settings without using them; opens the stores only to `connect`. */
  readonly checkConfig: (connect: boolean) => Promise<ConfigReport>
  /** Runs the service until it is told to stop. */
  readonly serve: (options: ServeArguments) => Promise<void>
}
