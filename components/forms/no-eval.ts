/**
 * Imported where zod comes to a browser whole: it would try whether it may make functions out of strings, which a page's policy forbids
 * and browsers then report.
 */
import { config } from "zod";

config({ jitless: true });
