-- Name and email in lower case, for a search that folds case the same on every database. New rows are folded by the site.
ALTER TABLE "User" ADD COLUMN "searchText" TEXT NOT NULL DEFAULT '';
UPDATE "User" SET "searchText" = lower("name" || ' ' || "email");
