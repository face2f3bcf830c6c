.bail on
PRAGMA foreign_keys = ON;
-- underpin: 20261126211638_more   engine: sqlite 3.35   allowed: -
-- from: 2:717427ff832586d7749257069501b2308f5f05ff80b4f42e1f5e657ae607a114:view:44989dc7a888c9068112e0000502fe3fc800d17e1d973b849eb032ccd031a65c:
-- to: 2:8257761e2cbd1779a3736f8b30243b8860bc2d021bb73aacf6e63cfbb8f474c8:view:0000000000000000000000000000000000000000000000000000000000000000:
-- Its last line is: -- end of 20261126211638_more
-- If up.sql stopped in step N, run the lines above and then "undo step N-1" and what follows it.

-- undo step 3: create view (named)
--   run: transaction
BEGIN IMMEDIATE;
DROP VIEW "named";
COMMIT;

-- undo step 2: create index customers_name (customers)
--   run: transaction
BEGIN IMMEDIATE;
DROP INDEX "customers_name";
COMMIT;

-- undo step 1: add column note (customers)
--   run: transaction
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS "underpin_trash_aefaefaf_customers.note" ("id", "note");
INSERT INTO "underpin_trash_aefaefaf_customers.note" ("id", "note") SELECT "customers"."id", "customers"."note" FROM "customers" WHERE "customers"."note" IS NOT NULL;
ALTER TABLE "customers" DROP COLUMN "note";
COMMIT;

-- saved: 7c148f62 3f0f1110 38d20438 f18a6933 e71723ee 2e0734f7
-- end of 20261126211638_more
