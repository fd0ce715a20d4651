/** What the portal's process holds after its garbage was collected, asked through Node's own inspector. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const answer = z.object({ id: z.number(), result: z.object({ result: z.object({ value: z.string() }).optional() }) });
const usage = z.object({ heapUsed: z.number(), external: z.number() });

/** In bytes, of the heap and of what lies outside of it but belongs to it. */
export async function heldMemory(inspectorPort: number): Promise<number> {
  const list = await (await fetch(`http://127.0.0.1:${inspectorPort}/json/list`)).json();
  const [target] = targets.parse(list);
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
  await once(socket, "open");
  const ask = async (id: number, method: string, params = {}) => {
    socket.send(JSON.stringify({ id, method, params }));
    const [message] = await once(socket, "message");
    return answer.parse(JSON.parse(String(message)));
  };
  try {
    // Twice: what the first round finalises, the second one frees.
    await ask(1, "HeapProfiler.collectGarbage");
    await ask(2, "HeapProfiler.collectGarbage");
    const expression = "JSON.stringify(process.memoryUsage())";
    const { result } = await ask(3, "Runtime.evaluate", { expression });
    const { heapUsed, external } = usage.parse(JSON.parse(result.result?.value ?? "{}"));
    return heapUsed + external;
  } finally {
    socket.close();
  }
}
