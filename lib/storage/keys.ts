/** Keys are ours, never a file name from a browser; this keeps a mistake from leaving the folder or the bucket. */
const keyPattern = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;

/** @throws Error when the key is not one that we make */
export function checkKey(key: string): string {
  if (!keyPattern.test(key)) throw new Error("A storage key may hold lower case letters, digits, - and / only");
  return key;
}
