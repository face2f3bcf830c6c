.bail on
PRAGMA foreign_keys = ON;
-- underpin: 20261128212335_create_orders   engine: sqlite 3.35   allowed: -
-- Its last line is: -- end of 20261128212335_create_orders
-- Rehearsed on SQLite 3.54.1

-- step 1 expand: create table (orders)
--   lock: write lock of the database file, metadata only
--   run: transaction
--   leaves: +f10a51bd69bccf85
BEGIN IMMEDIATE;
CREATE TABLE "orders" (
  "id" bigint NOT NULL,
  "email" varchar(200) NOT NULL,
  "total" decimal(10,2) NOT NULL,
  PRIMARY KEY ("id")
);
COMMIT;

-- needs: kinds -
-- needs: table orders -
-- leaves: kinds -
-- leaves: table orders f10a51bd69bccf85

-- saved: 7c148f62 8e1f15e3
-- end of 20261128212335_create_orders
