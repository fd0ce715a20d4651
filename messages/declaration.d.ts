import type { Locale } from "@/lib/locale";
import type messages from "./id.json";

// Makes a wrong message key a type error; next-intl reads this interface by its name.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
