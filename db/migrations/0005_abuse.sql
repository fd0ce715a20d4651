CREATE TABLE "uses" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "next_webhook_token_hash" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "next_webhook_token" text;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "token_hash" text;--> statement-breakpoint
CREATE INDEX "uses_ends" ON "uses" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_next_webhook_token" ON "applications" USING btree ("next_webhook_token_hash") WHERE "applications"."next_webhook_token_hash" is not null;