import { useMessages } from "next-intl";

/**
 * Looks up words whose key comes from data, such as the name of a field or of an audit entry; null where there are
 * none. Plain texts only: such keys take no values.
 */
export function useWords() {
  const messages: unknown = useMessages();
  return (...path: string[]): string | null => {
    let found: unknown = messages;
    for (const key of path) {
      const isTree = typeof found === "object" && found !== null && Object.hasOwn(found, key);
      found = isTree ? (found as Record<string, unknown>)[key] : null;
    }
    return typeof found === "string" ? found : null;
  };
}
