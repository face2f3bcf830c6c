package dev.underpin.workflow.safety;

import java.util.List;
import java.util.Set;

/** The changes that {@code docs/safety.md} shows, each an edit of one small shop. */
final class Cases {
  /**
   * The schema that every change begins with. A mark such as {@code # column} is where one adds.
   */
  static final String SHOP =
      """
      enums:
        status: [pending, paid]
      tables:
        customers:
          columns:
            id: bigint identity
            email: varchar(100) not null
          primary_key: [id]
        orders:
          columns:
            id: bigint identity
            customer_id: bigint not null
            code: varchar(20) not null
            quantity: integer not null default 1
            total: "numeric(12,2)"
            note: text
            fax: varchar(40)
            status: status not null default 'pending'
            # column
          primary_key: [id]
          # constraint
          checks:
            orders_quantity_check: quantity > 0
            # check
          indexes:
            orders_code_idx: [code]
            # index
        items:
          columns:
            order_id: bigint not null
            line: integer not null
            text: text
          # key
      # table
      """;

  /** What is in the tables. */
  static final List<String> ROWS =
      List.of(
          "INSERT INTO customers (id, email) VALUES (1, 'ada@example.com'), (2, 'grace@example.com')",
          "INSERT INTO orders (id, customer_id, code, total, note, status) VALUES (1, 1, 'A', 10, 'x', 'pending'), (2, 2, 'B', 20, 'y', 'paid')",
          "INSERT INTO items (order_id, line, text) VALUES (1, 1, 'tea'), (1, 2, 'pot')");

  /**
   * One change.
   *
   * @param title what it is, as a person would say
   * @param find the text of the shop that is edited
   * @param replace what stands there afterwards
   * @param engines the engines it exists on; all where empty
   */
  record Case(String title, String find, String replace, Set<String> engines) {
    String edited() {
      if (!SHOP.contains(find)) throw new AssertionError("the shop has no " + find);
      return SHOP.replace(find, replace);
    }
  }

  /** Changes of one kind. */
  record Group(String title, List<Case> cases) {}

  static final List<Group> ALL =
      List.of(
          new Group(
              "Columns",
              List.of(
                  add("A column that may be NULL", "# column", "nick: varchar(40)"),
                  add(
                      "A column with a constant default",
                      "# column",
                      "grade: integer not null default 0"),
                  add(
                      "A column with a default that each row computes",
                      "# column",
                      "seen: timestamptz not null default current_timestamp"),
                  add(
                      "A NOT NULL column that is backfilled",
                      "# column",
                      "size: { type: integer, nullable: false, backfill: quantity * 2 }"),
                  only(
                      add(
                          "A stored computed column",
                          "# column",
                          "gross: { type: bigint, generated: { expression: quantity * 2, stored: true } }"),
                      "postgresql"),
                  edit("Set NOT NULL", "      note: text", "      note: text not null"),
                  edit(
                      "Set NOT NULL, with a backfill for rows that have none",
                      "      note: text",
                      "      note: { type: text, nullable: false, backfill: \"'-'\" }"),
                  edit("Drop NOT NULL", "code: varchar(20) not null", "code: varchar(20)"),
                  edit(
                      "Another default",
                      "integer not null default 1",
                      "integer not null default 2"),
                  edit(
                      "Rename",
                      "      note: text",
                      "      remark: { type: text, renamed_from: note }"),
                  edit("Drop", "      fax: varchar(40)\n", ""))),
          new Group(
              "Types",
              List.of(
                  edit("Widen a text", "varchar(20) not null", "varchar(40) not null"),
                  edit("Narrow a text", "varchar(20) not null", "varchar(10) not null"),
                  edit(
                      "Into a larger number (rewrites)",
                      "quantity: integer not null",
                      "quantity: bigint not null"),
                  edit(
                      "With values that change",
                      "total: \"numeric(12,2)\"",
                      "total: { type: integer, using: round(total) }"))),
          new Group(
              "Constraints",
              List.of(
                  add("Add a check", "# check", "orders_total_check: total >= 0"),
                  edit("Change a check", "quantity > 0", "quantity >= 0"),
                  edit(
                      "Drop a check",
                      "    checks:\n      orders_quantity_check: quantity > 0\n      # check\n",
                      ""),
                  add(
                      "Add a foreign key",
                      "# constraint",
                      "foreign_keys: { orders_customer_fk: { columns: [customer_id], references: customers(id) } }"),
                  add(
                      "Add a unique constraint",
                      "# constraint",
                      "unique: { orders_code_key: [code] }"),
                  add("Add a primary key", "# key", "primary_key: [order_id, line]"),
                  edit("Drop a primary key", "    primary_key: [id]\n    # constraint\n", ""))),
          new Group(
              "Indexes",
              List.of(
                  add("Create", "# index", "orders_customer_idx: [customer_id]"),
                  add(
                      "Create, unique",
                      "# index",
                      "orders_code_once: { columns: [code], unique: true }"),
                  edit("Replace", "orders_code_idx: [code]", "orders_code_idx: [code desc]"),
                  edit(
                      "Drop", "    indexes:\n      orders_code_idx: [code]\n      # index\n", ""))),
          new Group(
              "Enums",
              List.of(
                  edit("Add a label", "[pending, paid]", "[pending, paid, shipped]"),
                  edit(
                      "Rename a label",
                      "[pending, paid]",
                      "{ labels: [pending, settled], renamed: { settled: paid } }"),
                  edit("Remove a label", "[pending, paid]", "[pending]"))),
          new Group(
              "Identity",
              List.of(
                  edit(
                      "Number the rows of a column that has been filled by hand",
                      "      customer_id: bigint not null",
                      "      customer_id: bigint identity"),
                  edit(
                      "Stop numbering",
                      "  orders:\n    columns:\n      id: bigint identity",
                      "  orders:\n    columns:\n      id: bigint not null"))),
          new Group(
              "Tables",
              List.of(
                  add(
                      "Create",
                      "# table",
                      "  notes: { columns: { id: bigint identity, text: text }, primary_key: [id] }"),
                  edit("Rename", "  items:\n", "  order_items:\n    renamed_from: items\n"),
                  edit(
                      "Drop",
                      SHOP.substring(SHOP.indexOf("  items:\n"), SHOP.indexOf("# table")),
                      ""))));

  private Cases() {}

  private static Case add(String title, String mark, String line) {
    return edit(title, mark, line);
  }

  private static Case edit(String title, String find, String replace) {
    return new Case(title, find, replace, Set.of());
  }

  private static Case only(Case of, String engine) {
    return new Case(of.title(), of.find(), of.replace(), Set.of(engine));
  }
}
