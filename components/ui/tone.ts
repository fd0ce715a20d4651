/** How something stands, for colour and icon; words always say it too. `todo` waits for its reader, `wait` for somebody else. */
export const tones = ["ok", "todo", "wait", "bad", "idle"] as const;
export type Tone = (typeof tones)[number];

/** Text colour of a tone. */
export const toneText: Record<Tone, string> = {
  ok: "text-ok",
  todo: "text-accent",
  wait: "text-wait",
  bad: "text-bad",
  idle: "text-soft",
};

/** Background of a tone, light enough for its text. */
export const toneBackground: Record<Tone, string> = {
  ok: "bg-ok-bg",
  todo: "bg-accent-soft",
  wait: "bg-wait-bg",
  bad: "bg-bad-bg",
  idle: "bg-line",
};
