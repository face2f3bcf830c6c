.bail on
PRAGMA foreign_keys = ON;
-- underpin: 20261129115125_create_orders   engine: sqlite 3.35   allowed: -
-- Its last line is: -- end of 20261129115125_create_orders
-- If up.sql stopped in step N, run the lines above and then "undo step N-1" and what follows it.

-- undo step 3: create index orders_by_customer (orders)
--   run: transaction
BEGIN IMMEDIATE;
DROP INDEX "orders_by_customer";
COMMIT;

-- undo step 2: create table (orders)
--   run: detached
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE "underpin_0a65f5b2_guard" (
  "of" TEXT,
  "before" INTEGER,
  "after" INTEGER,
  CONSTRAINT "foreign keys must be off" CHECK ("of" <> 'foreign keys' OR "before" = "after"),
  CONSTRAINT "the table has columns that this was not planned for" CHECK ("of" <> 'unknown columns' OR "before" = "after"),
  CONSTRAINT "this session has a temporary table, view or trigger of that name or table" CHECK ("of" <> 'temporary objects' OR "before" = "after"),
  CONSTRAINT "the number of rows has changed" CHECK ("of" IN ('foreign keys', 'unknown columns', 'temporary objects') OR "before" = "after")
);
INSERT INTO temp."underpin_0a65f5b2_guard" VALUES
  ('foreign keys', 0, (SELECT foreign_keys FROM pragma_foreign_keys));
CREATE TABLE IF NOT EXISTS "underpin_trash_0a65f5b2_orders" ("id", "customer_id", "total");
INSERT INTO "underpin_trash_0a65f5b2_orders" ("id", "customer_id", "total") SELECT "orders"."id", "orders"."customer_id", "orders"."total" FROM "orders";
DROP TABLE "orders";
DROP TABLE temp."underpin_0a65f5b2_guard";
COMMIT;
PRAGMA foreign_keys = ON;

-- undo step 1: create table (customers)
--   run: detached
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE "underpin_0a65f5b2_guard" (
  "of" TEXT,
  "before" INTEGER,
  "after" INTEGER,
  CONSTRAINT "foreign keys must be off" CHECK ("of" <> 'foreign keys' OR "before" = "after"),
  CONSTRAINT "the table has columns that this was not planned for" CHECK ("of" <> 'unknown columns' OR "before" = "after"),
  CONSTRAINT "this session has a temporary table, view or trigger of that name or table" CHECK ("of" <> 'temporary objects' OR "before" = "after"),
  CONSTRAINT "the number of rows has changed" CHECK ("of" IN ('foreign keys', 'unknown columns', 'temporary objects') OR "before" = "after")
);
INSERT INTO temp."underpin_0a65f5b2_guard" VALUES
  ('foreign keys', 0, (SELECT foreign_keys FROM pragma_foreign_keys));
CREATE TABLE IF NOT EXISTS "underpin_trash_0a65f5b2_customers" ("id", "email");
INSERT INTO "underpin_trash_0a65f5b2_customers" ("id", "email") SELECT "customers"."id", "customers"."email" FROM "customers";
DROP TABLE "customers";
DROP TABLE temp."underpin_0a65f5b2_guard";
COMMIT;
PRAGMA foreign_keys = ON;

-- saved: 7c148f62 d1559a24 bc39fd82 3d9d2f07 a9f40f56 03bc74c4 e3862b68 f54aa398
-- saved: bc39fd82 3d9d2f07 1c5d4a5f cbaa0076 db8e5f8b f54aa398
-- end of 20261129115125_create_orders
