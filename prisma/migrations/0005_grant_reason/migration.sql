-- AlterTable
ALTER TABLE "TierGrant" ADD COLUMN "reason" TEXT;
