.bail on
PRAGMA foreign_keys = ON;
-- underpin: 20261129115125_create_orders   engine: sqlite 3.35   allowed: -
-- Its last line is: -- end of 20261129115125_create_orders
-- Rehearsed on SQLite 3.54.1

-- step 1 expand: create table (customers)
--   lock: write lock of the database file, metadata only
--   run: transaction
--   leaves: +e78fb7bddf582f35
BEGIN IMMEDIATE;
CREATE TABLE "customers" (
  "id" bigint NOT NULL,
  "email" varchar(200) NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "customers_email" UNIQUE ("email")
);
COMMIT;

-- step 2 expand: create table (orders)
--   lock: write lock of the database file, metadata only
--   run: transaction
--   leaves: +0345921b9e68ce7d
BEGIN IMMEDIATE;
CREATE TABLE "orders" (
  "id" bigint NOT NULL,
  "customer_id" bigint NOT NULL,
  "total" decimal(10,2) NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "orders_customer" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id")
);
COMMIT;

-- step 3 expand: create index orders_by_customer (orders)
--   lock: write lock of the database file, reads the table
--   run: transaction
--   leaves: +f7eab35cab9a802b
BEGIN IMMEDIATE;
CREATE INDEX "orders_by_customer" ON "orders" ("customer_id");
COMMIT;

-- needs: kinds -
-- needs: table customers -
-- needs: table orders -
-- leaves: kinds -
-- leaves: table customers e78fb7bddf582f35
-- leaves: table orders fb3045784a034ea8

-- saved: 7c148f62 80d9994d d95f4fdf ea11c268
-- end of 20261129115125_create_orders
