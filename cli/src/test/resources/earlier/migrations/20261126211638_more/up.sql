.bail on
PRAGMA foreign_keys = ON;
-- underpin: 20261126211638_more   engine: sqlite 3.35   allowed: -
-- from: 2:8257761e2cbd1779a3736f8b30243b8860bc2d021bb73aacf6e63cfbb8f474c8:view:0000000000000000000000000000000000000000000000000000000000000000:
-- to: 2:717427ff832586d7749257069501b2308f5f05ff80b4f42e1f5e657ae607a114:view:44989dc7a888c9068112e0000502fe3fc800d17e1d973b849eb032ccd031a65c:
-- Its last line is: -- end of 20261126211638_more
-- Rehearsed on SQLite 3.54.1

-- step 1 expand: add column note (customers)
--   lock: write lock of the database file, metadata only
--   run: transaction
--   leaves: 2:325672f89a1dfab0b33fa79162ab8c626e41f81e9ea10889f0de9f507c0bb347:view:0000000000000000000000000000000000000000000000000000000000000000:
BEGIN IMMEDIATE;
ALTER TABLE "customers" ADD COLUMN "note" varchar(20);
COMMIT;

-- step 2 expand: create index customers_name (customers)
--   lock: write lock of the database file, reads the table
--   run: transaction
--   leaves: 2:717427ff832586d7749257069501b2308f5f05ff80b4f42e1f5e657ae607a114:view:0000000000000000000000000000000000000000000000000000000000000000:
BEGIN IMMEDIATE;
CREATE INDEX "customers_name" ON "customers" ("name");
COMMIT;

-- step 3 expand: create view (named)
--   lock: write lock of the database file, metadata only
--   run: transaction
--   leaves: 2:717427ff832586d7749257069501b2308f5f05ff80b4f42e1f5e657ae607a114:view:44989dc7a888c9068112e0000502fe3fc800d17e1d973b849eb032ccd031a65c:
BEGIN IMMEDIATE;
CREATE VIEW named AS SELECT id, name FROM customers;
COMMIT;

-- saved: 7c148f62 ec58aa60 16bd9ea4 2ff96939
-- end of 20261126211638_more
