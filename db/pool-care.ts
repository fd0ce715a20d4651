/** What a pool of connections needs so that a server that goes away, or falls silent, costs only what was under way. */

type Faulty = { on: (event: "error", listener: () => void) => unknown };
type Query = (...args: unknown[]) => unknown;
/** As much of its client as `pg` does not describe. */
type Stream = { connection?: { stream?: { destroy: (error: Error) => void } } };
type Client = Faulty & Stream & { query: Query };
export type ConnectedClient = { query: (text: string) => Promise<unknown> };
type Lent = { query: Query; release: (destroy?: boolean) => void };
type Pool = Faulty & {
  on: (event: "connect", listener: (client: Client) => void) => unknown;
  connect: (...args: unknown[]) => unknown;
};

/** How long a query may take before its connection is given up, in milliseconds; null for as long as it likes. */
export type Patience = { ms: number | null };

/**
 * A connection that drops is replaced by the pool, and what ran on it fails. Without listeners it would end the process: the
 * pool's own is for idle ones, the connection's for one that drops between two queries of a transaction.
 */
function surviveDropped(pool: Pool): void {
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
}

/**
 * Drizzle gives back no connection whose BEGIN failed, as when the database went away while it was idle; ten of those, and
 * nobody would get one any more. The first query on a connection that is asked for by itself is that BEGIN.
 */
function giveBackAfterFailedBegin(pool: Pool): void {
  const connect = pool.connect.bind(pool);
  pool.connect = async (...args) => {
    // With a callback it is the pool itself, for a single query.
    if (args.length > 0) return connect(...args);
    const client = (await connect()) as Lent;
    const { query } = client;
    client.query = (...asked) => {
      client.query = query;
      const answer = query.apply(client, asked);
      if (answer instanceof Promise) answer.catch(() => client.release(true));
      return answer;
    };
    return client;
  };
}

/** Ends the connection from our side unless the function that it returns is called in time. */
export function giveUpAfter(client: object, ms: number): () => void {
  const giveUp = () => {
    // Made when it is wanted: an error for every query cost a twentieth of all that the portal does.
    const silent = Object.assign(new Error("The database did not answer in time"), { code: "ETIMEDOUT" });
    (client as Stream).connection?.stream?.destroy(silent);
  };
  const timer = setTimeout(giveUp, ms);
  return () => clearTimeout(timer);
}

/**
 * A server that vanished without a word, as behind a cut cable, would be waited for a quarter of an hour. The connection is
 * ended from our side, so that all that waits on it fails at once and the pool opens another.
 */
function giveUpSilent(pool: Pool, patience: Patience): void {
  pool.on("connect", (client) => {
    const query = client.query.bind(client);
    client.query = (...asked) => {
      if (patience.ms === null) return query(...asked);
      const heard = giveUpAfter(client, patience.ms);
      // The pool's own single queries come with a callback, those of a transaction return a promise.
      const done = asked.at(-1);
      if (typeof done === "function") {
        const heardAndDone = (...told: unknown[]) => {
          heard();
          return done(...told);
        };
        return query(...asked.slice(0, -1), heardAndDone);
      }
      const answer = query(...asked);
      if (answer instanceof Promise) answer.then(heard, heard);
      else heard();
      return answer;
    };
  });
}

/** @param patience is read at every query; without it there is no limit */
export function takeCareOf(pool: object, patience?: Patience): void {
  surviveDropped(pool as Pool);
  giveBackAfterFailedBegin(pool as Pool);
  if (patience) giveUpSilent(pool as Pool, patience);
}
