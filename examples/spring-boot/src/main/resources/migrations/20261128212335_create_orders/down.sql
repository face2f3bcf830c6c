.bail on
PRAGMA foreign_keys = ON;
-- underpin: 20261128212335_create_orders   engine: sqlite 3.35   allowed: -
-- Its last line is: -- end of 20261128212335_create_orders

-- undo step 1: create table (orders)
--   run: detached
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE "underpin_5f63cb8b_guard" (
  "of" TEXT,
  "before" INTEGER,
  "after" INTEGER,
  CONSTRAINT "foreign keys must be off" CHECK ("of" <> 'foreign keys' OR "before" = "after"),
  CONSTRAINT "the table has columns that this was not planned for" CHECK ("of" <> 'unknown columns' OR "before" = "after"),
  CONSTRAINT "this session has a temporary table, view or trigger of that name or table" CHECK ("of" <> 'temporary objects' OR "before" = "after"),
  CONSTRAINT "the number of rows has changed" CHECK ("of" IN ('foreign keys', 'unknown columns', 'temporary objects') OR "before" = "after")
);
INSERT INTO temp."underpin_5f63cb8b_guard" VALUES
  ('foreign keys', 0, (SELECT foreign_keys FROM pragma_foreign_keys));
CREATE TABLE IF NOT EXISTS "underpin_trash_5f63cb8b_orders" ("id", "email", "total");
INSERT INTO "underpin_trash_5f63cb8b_orders" ("id", "email", "total") SELECT "orders"."id", "orders"."email", "orders"."total" FROM "orders";
DROP TABLE "orders";
DROP TABLE temp."underpin_5f63cb8b_guard";
COMMIT;
PRAGMA foreign_keys = ON;

-- saved: 7c148f62 62a468d2 2ea0454a 4fcffcd5 0b1e0e4a e3862b68 fb07f6b1
-- end of 20261128212335_create_orders
