/** What a browser without JavaScript does: forms are read from the page and posted. */
const hidden = /<input[^>]*type="hidden"[^>]*>/g;
const attribute = (tag: string, name: string) =>
  (tag.match(new RegExp(`${name}="([^"]*)"`))?.[1] ?? "").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** The hidden fields of the first form of a page that has a field of this name. */
export function formWith(page: string, field: string): FormData {
  const form = page.split("<form").find((part) => part.includes(`name="${field}"`)) ?? "";
  const fields = new FormData();
  for (const tag of form.split("</form>")[0]?.match(hidden) ?? []) {
    fields.append(attribute(tag, "name"), attribute(tag, "value"));
  }
  return fields;
}

/** Signs a member of staff in and gives back the cookie. @throws Error when the portal does not sign the person in */
export async function signIn({ url, sandboxUrl, email }: { url: string; sandboxUrl: string; email: string }) {
  const asked = new Date().toISOString();
  const form = formWith(await (await fetch(`${url}/sign-in`)).text(), "email");
  form.append("email", email);
  await fetch(`${url}/sign-in`, { method: "POST", body: form, headers: { Origin: url }, redirect: "manual" });
  const query = new URLSearchParams({ to: email, after: asked, timeoutMs: "30000" });
  const mail = (await (await fetch(`${sandboxUrl}/control/wait/mail?${query}`)).json()) as { text: string };
  const token = mail.text.match(/\/sign-in\/link\/([\w-]+)/)?.[1];
  if (!token) throw new Error("The mail to sign in has no link.");
  const answer = await fetch(`${url}/sign-in/complete`, {
    method: "POST",
    body: new URLSearchParams({ token }),
    headers: { Origin: url },
    redirect: "manual",
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .find((pair) => pair.includes("session-token"));
  if (!cookie) throw new Error("The portal did not sign the member of staff in.");
  return cookie;
}
