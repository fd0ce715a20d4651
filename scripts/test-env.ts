/** Settings for unit and integration tests: invented, local, and different from any real ones. */
import { tmpdir } from "node:os";
import { join } from "node:path";

Object.assign(process.env, {
  APP_URL: "http://localhost:3000",
  DATA_DIR: join(tmpdir(), `sambut-test-${process.pid}`),
  DOKU_BASE_URL: "http://127.0.0.1:9",
  DOKU_CLIENT_ID: "BRN-0001-TEST",
  DOKU_SECRET_KEY: "SK-TEST-0000",
  AUTH_SECRET: "test-secret-test-secret-test-secret-0000",
  ENCRYPTION_KEY: `test:${Buffer.alloc(32, 7).toString("base64")}`,
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "Sambut <sambut@example.test>",
  LOG_LEVEL: "silent",
});
