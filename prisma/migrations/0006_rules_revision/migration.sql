-- Tiers, matrix, profiles, flags and settings are kept in memory (lib/db/site-rules.ts) under this revision. Triggers move
-- it, so that no writer can forget to, neither another process nor a hand. A rebuilt table needs its triggers again.
INSERT INTO "Revision" ("name", "version") VALUES ('rules', 0);

CREATE TRIGGER "Tier_insert_moves_rules" AFTER INSERT ON "Tier"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "Tier_update_moves_rules" AFTER UPDATE ON "Tier"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "Tier_delete_moves_rules" AFTER DELETE ON "Tier"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;

CREATE TRIGGER "TierPermission_insert_moves_rules" AFTER INSERT ON "TierPermission"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "TierPermission_update_moves_rules" AFTER UPDATE ON "TierPermission"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "TierPermission_delete_moves_rules" AFTER DELETE ON "TierPermission"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;

CREATE TRIGGER "ModelProfile_insert_moves_rules" AFTER INSERT ON "ModelProfile"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "ModelProfile_update_moves_rules" AFTER UPDATE ON "ModelProfile"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "ModelProfile_delete_moves_rules" AFTER DELETE ON "ModelProfile"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;

CREATE TRIGGER "FeatureFlag_insert_moves_rules" AFTER INSERT ON "FeatureFlag"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "FeatureFlag_update_moves_rules" AFTER UPDATE ON "FeatureFlag"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "FeatureFlag_delete_moves_rules" AFTER DELETE ON "FeatureFlag"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;

CREATE TRIGGER "SiteSetting_insert_moves_rules" AFTER INSERT ON "SiteSetting"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "SiteSetting_update_moves_rules" AFTER UPDATE ON "SiteSetting"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
CREATE TRIGGER "SiteSetting_delete_moves_rules" AFTER DELETE ON "SiteSetting"
BEGIN UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'rules'; END;
