.bail on
PRAGMA foreign_keys = ON;
-- underpin: 20261126211536_begin   engine: sqlite 3.35   allowed: -
-- from: 2:8257761e2cbd1779a3736f8b30243b8860bc2d021bb73aacf6e63cfbb8f474c8::0000000000000000000000000000000000000000000000000000000000000000:
-- to: 2:0000000000000000000000000000000000000000000000000000000000000000::0000000000000000000000000000000000000000000000000000000000000000:
-- Its last line is: -- end of 20261126211536_begin

-- undo step 1: create table (customers)
--   run: detached
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE "underpin_154ce059_guard" (
  "of" TEXT,
  "before" INTEGER,
  "after" INTEGER,
  CONSTRAINT "foreign keys must be off" CHECK ("of" <> 'foreign keys' OR "before" = "after"),
  CONSTRAINT "the table has columns that this was not planned for" CHECK ("of" <> 'unknown columns' OR "before" = "after"),
  CONSTRAINT "this session has a temporary table, view or trigger of that name or table" CHECK ("of" <> 'temporary objects' OR "before" = "after"),
  CONSTRAINT "the number of rows has changed" CHECK ("of" IN ('foreign keys', 'unknown columns', 'temporary objects') OR "before" = "after")
);
INSERT INTO temp."underpin_154ce059_guard" VALUES
  ('foreign keys', 0, (SELECT foreign_keys FROM pragma_foreign_keys));
CREATE TABLE IF NOT EXISTS "underpin_trash_154ce059_customers" ("id", "name");
INSERT INTO "underpin_trash_154ce059_customers" ("id", "name") SELECT "customers"."id", "customers"."name" FROM "customers";
DROP TABLE "customers";
DROP TABLE temp."underpin_154ce059_guard";
COMMIT;
PRAGMA foreign_keys = ON;

-- saved: 7c148f62 358a69ea 6a0fd471 7ad81990 b7468433 db8e5f8b 1392d8d4
-- end of 20261126211536_begin
