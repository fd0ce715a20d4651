-- Callbacks wait while these are built, some seconds for each million that are stored. Whoever has many millions builds them before
-- the update instead, with CREATE INDEX CONCURRENTLY and the same names; then there is nothing left to do here.
CREATE INDEX IF NOT EXISTS "webhook_events_waiting" ON "webhook_events" USING btree ("application_id","received_at","id") WHERE "webhook_events"."outcome" = 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_waiting_at" ON "webhook_events" USING btree ("received_at","id") WHERE "webhook_events"."outcome" = 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_tried" ON "webhook_events" USING btree ("application_id","received_at","id") WHERE "webhook_events"."outcome" <> 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_tried_outcome" ON "webhook_events" USING btree ("outcome","received_at","id") WHERE "webhook_events"."outcome" <> 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_tried_type" ON "webhook_events" USING btree ("type","received_at","id") WHERE "webhook_events"."outcome" <> 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_tried_status" ON "webhook_events" USING btree ("status","received_at","id") WHERE "webhook_events"."outcome" <> 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_tried_type_status" ON "webhook_events" USING btree ("type","status","received_at","id") WHERE "webhook_events"."outcome" <> 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_tried_entity" ON "webhook_events" USING btree ("entity_id") WHERE "webhook_events"."outcome" <> 'received';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_events_tried_request" ON "webhook_events" USING btree ("request_id") WHERE "webhook_events"."outcome" <> 'received';--> statement-breakpoint
DROP INDEX "webhook_events_type";--> statement-breakpoint
DROP INDEX "webhook_events_status";--> statement-breakpoint
DROP INDEX "webhook_events_type_status";--> statement-breakpoint
DROP INDEX "webhook_events_outcome";--> statement-breakpoint
DROP INDEX "webhook_events_entity";--> statement-breakpoint
DROP INDEX "webhook_events_request";--> statement-breakpoint
DROP INDEX "webhook_events_received";
