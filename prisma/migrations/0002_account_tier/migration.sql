-- Every account has a tier: those without one are mapped to "standard", and from now on the column insists.
UPDATE "User" SET "accountTier" = 'standard' WHERE "accountTier" IS NULL OR "accountTier" = '';

-- RedefineTables (foreign keys are off during migrations and checked before the commit)
CREATE TABLE "new_User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'user',
    "accountTier" TEXT NOT NULL DEFAULT 'standard',
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_User" ("id", "email", "name", "role", "accountTier", "disabledAt", "createdAt", "updatedAt")
SELECT "id", "email", "name", "role", "accountTier", "disabledAt", "createdAt", "updatedAt" FROM "User";
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE INDEX "User_createdAt_idx" ON "User"("createdAt");
