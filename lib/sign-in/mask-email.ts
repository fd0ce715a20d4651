/** Enough of an address for its owner to know it, too little for anybody else: `b•••@m•••.test`. */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@");
  const labels = domain.split(".");
  const ending = labels.length > 1 ? `.${labels.at(-1)}` : "";
  const start = (text: string) => [...text][0] ?? "";
  return `${start(local)}•••@${start(domain)}•••${ending}`;
}
