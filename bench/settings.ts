/** The settings of a portal that is measured: invented, and nothing outside is reached. */
export function benchSettings(databaseUrl: string) {
  return {
    DATABASE_URL: databaseUrl,
    POSTGRES_URL: "",
    APP_URL: "http://localhost:3000",
    DOKU_BASE_URL: "http://127.0.0.1:9",
    DOKU_CLIENT_ID: "BRN-0001-BENCH",
    DOKU_SECRET_KEY: "SK-BENCH-0000",
    AUTH_SECRET: "bench-secret-bench-secret-bench-secret-00",
    ENCRYPTION_KEY: `bench:${Buffer.alloc(32, 7).toString("base64")}`,
    SMTP_URL: "smtp://127.0.0.1:9",
    MAIL_FROM: "Sambut <no-reply@partner.test>",
    LOG_LEVEL: "error",
  };
}
