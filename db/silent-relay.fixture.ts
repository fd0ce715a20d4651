/** For tests of a network that fails without a word. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * Leads to the database, and can fall silent as a cut cable does: nothing passes, and nobody is told. What was connected then
 * stays silent afterwards.
 */
export async function relayTo(address: string) {
  const { hostname, port } = new URL(address);
  let isCut = false;
  let cutAt: string | null = null;
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    let isSilent = isCut;
    const carry = (from: Socket, to: Socket) => {
      from.on("data", (bytes) => {
        if (cutAt && bytes.includes(cutAt)) isCut = true;
        isSilent ||= isCut;
        if (!isSilent) to.write(bytes);
      });
      from.on("close", () => to.destroy());
      from.on("error", () => {});
    };
    carry(near, far);
    carry(far, near);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const through = new URL(address);
  through.hostname = "127.0.0.1";
  through.port = String((server.address() as AddressInfo).port);
  const cut = (value: boolean) => {
    isCut = value;
  };
  /** Falls silent in the moment in which these words pass. */
  const cutWhen = (words: string | null) => {
    cutAt = words;
  };
  return { url: through.href, cut, cutWhen, close: () => server.close() };
}
