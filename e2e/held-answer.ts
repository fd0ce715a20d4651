import type { Page } from "@playwright/test";

/** Holds the answer of the next action that the page sends, until what is returned is called. */
export async function holdAnswer(page: Page): Promise<() => void> {
  let answer = () => {};
  const released = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(
    page.url(),
    async (route) => {
      const response = await route.fetch();
      await released;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  return answer;
}
