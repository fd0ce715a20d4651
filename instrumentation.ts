/** Next calls this once, before the first request: the place to open the database and start background work. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("./lib/boot");
  await start();
}
