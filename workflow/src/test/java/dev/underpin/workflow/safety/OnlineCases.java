package dev.underpin.workflow.safety;

import java.util.List;

/** Changes of one table on MySQL and MariaDB, each as the YAML before and after. */
final class OnlineCases {
  private OnlineCases() {}

  /**
   * One operation.
   *
   * @param title as people call it
   * @param before what the table has more than {@link #TABLE}; a section and its line
   * @param after what it has in the end
   */
  record Case(String title, String before, String after) {
    String from() {
      return yaml(before);
    }

    String to() {
      return yaml(after);
    }
  }

  private static final String PARENT =
      """
      tables:
        parent:
          columns:
            id: int not null
          primary_key: [id]
        t:
      """;

  /** What is in the tables. */
  static final List<String> ROWS =
      List.of("INSERT INTO parent (id) VALUES (1), (2)", "INSERT INTO t (id) VALUES (1), (2)");

  private static String yaml(String edit) {
    String columns = "id: int not null\nplain: int\nname: varchar(20)\n";
    StringBuilder rest = new StringBuilder("primary_key: [id]\n");
    for (String line : edit.split("\n")) {
      if (line.isBlank()) continue;
      if (line.startsWith("-")) {
        String gone = line.substring(1);
        columns = columns.replaceAll("(?m)^" + gone + ":.*\n", "");
        rest = new StringBuilder(rest.toString().replaceAll("(?m)^" + gone + ":.*\n", ""));
      } else if (line.startsWith("+")) {
        rest.append(line.substring(1)).append('\n');
      } else {
        String name = line.substring(0, line.indexOf(':'));
        columns = columns.replaceAll("(?m)^" + name + ":.*\n", "") + line + "\n";
      }
    }
    return PARENT + "    columns:\n" + columns.indent(6) + rest.toString().indent(4);
  }

  static final List<Case> ALL =
      List.of(
          new Case("Add a column that may be NULL", "", "extra: int"),
          new Case("Add a column with a constant default", "", "extra: int not null default 5"),
          new Case(
              "Add a column with the time of the change",
              "",
              "extra: timestamp not null default current_timestamp"),
          new Case(
              "Add a column with a computed default", "", "extra: varchar(40) default (uuid())"),
          new Case(
              "Add a required column with a backfill",
              "",
              "extra: {type: int, nullable: false, backfill: id + 1}"),
          new Case(
              "Add a virtual generated column",
              "",
              "extra: {type: int, generated: {expression: id + 1, stored: false}}"),
          new Case(
              "Add a stored generated column",
              "",
              "extra: {type: int, generated: {expression: id + 1, stored: true}}"),
          new Case(
              "Change the expression of a virtual column",
              "extra: {type: int, generated: {expression: id + 1, stored: false}}",
              "extra: {type: int, generated: {expression: id + 2, stored: false}}"),
          new Case(
              "Change the expression of a stored column",
              "extra: {type: int, generated: {expression: id + 1, stored: true}}",
              "extra: {type: int, generated: {expression: id + 2, stored: true}}"),
          new Case("Drop a column (into the trash)", "extra: int", ""),
          new Case(
              "Drop a column that is required (into the trash)",
              "extra: int not null default 1",
              ""),
          new Case(
              "Drop a virtual column",
              "extra: {type: int, generated: {expression: id + 1, stored: false}}",
              ""),
          new Case(
              "Drop a virtual column that has others behind it",
              "extra: {type: int, generated: {expression: id + 1, stored: false}}\n"
                  + "more: {type: int, generated: {expression: id + 2, stored: false}}",
              "more: {type: int, generated: {expression: id + 2, stored: false}}"),
          new Case("Rename a column", "", "-plain\nother: {type: int, renamed_from: plain}"),
          new Case(
              "Rename a column of a foreign key, in a table with a check on a date",
              "day: date\n"
                  + "+foreign_keys: {t_fk: {columns: [plain], references: parent(id)}}\n"
                  + "+checks: {t_day: day > '2000-01-01'}",
              "day: date\n-plain\nother: {type: int, renamed_from: plain}\n"
                  + "+foreign_keys: {t_fk: {columns: [other], references: parent(id)}}\n"
                  + "+checks: {t_day: day > '2000-01-01'}"),
          new Case("Forbid NULL", "extra: int default 1", "extra: int not null default 1"),
          new Case(
              "Forbid NULL in a timestamp",
              "extra: timestamp default '2000-01-01 00:00:00'",
              "extra: timestamp not null default '2000-01-01 00:00:00'"),
          new Case("Allow NULL", "extra: int not null default 1", "extra: int default 1"),
          new Case("Set a default", "", "plain: int default 4"),
          new Case("Drop a default", "extra: int default 4", "extra: int"),
          new Case("Comment a column", "", "plain: {type: int, comment: why}"),
          new Case("Lengthen a varchar within 255 bytes", "", "name: varchar(40)"),
          new Case("Lengthen a short varchar beyond 255 bytes", "", "name: varchar(90)"),
          new Case(
              "Lengthen a long varchar beyond 255 bytes", "name: varchar(50)", "name: varchar(90)"),
          new Case("Lengthen a varchar above 255 bytes", "name: varchar(90)", "name: varchar(120)"),
          new Case("Shorten a varchar", "", "name: varchar(10)"),
          new Case("varchar to text", "", "name: text"),
          new Case("int to bigint", "", "plain: bigint"),
          new Case("int to unsigned", "", "plain: int unsigned"),
          new Case(
              "Change the precision of a decimal", "extra: decimal(10,2)", "extra: decimal(12,2)"),
          new Case("datetime to datetime(3)", "extra: datetime", "extra: datetime(3)"),
          new Case("Append an enum's label", "extra: enum('a','b')", "extra: enum('a','b','c')"),
          new Case("Insert an enum's label", "extra: enum('a','b')", "extra: enum('a','c','b')"),
          new Case("Change a collation", "", "name: {type: varchar(20), collation: utf8mb4_bin}"),
          new Case(
              "Change the collation of an indexed column",
              "+indexes: {name_idx: [name]}",
              "name: {type: varchar(20), collation: utf8mb4_bin}\n+indexes: {name_idx: [name]}"),
          new Case(
              "Change the collation of an indexed text",
              "extra: text\n+indexes: {extra_idx: [extra(5)]}",
              "extra: {type: text, collation: utf8mb4_bin}\n+indexes: {extra_idx: [extra(5)]}"),
          new Case(
              "Change the collation of an enum",
              "extra: enum('a','b')",
              "extra: {type: \"enum('a','b')\", collation: utf8mb4_bin}"),
          new Case(
              "utf8mb3 to utf8mb4",
              "name: {type: varchar(20), collation: utf8mb3_bin}",
              "name: {type: varchar(20), collation: utf8mb4_bin}"),
          new Case("Create an index", "", "+indexes: {plain_idx: [plain]}"),
          new Case(
              "Create a full text index",
              "",
              "+indexes: {name_idx: {columns: [name], using: fulltext}}"),
          new Case("Drop an index", "+indexes: {plain_idx: [plain]}", ""),
          new Case(
              "Replace an index",
              "+indexes: {plain_idx: [plain]}",
              "+indexes: {plain_idx: [plain, id]}"),
          new Case(
              "Hide an index from the optimizer",
              "+indexes: {plain_idx: [plain]}",
              "+indexes: {plain_idx: {columns: [plain], options: {invisible: true}}}"),
          new Case("Add a unique constraint", "", "+unique: {plain_key: [plain]}"),
          new Case(
              "Replace the primary key",
              "extra: int not null default 1",
              "extra: int not null default 1\n-primary_key\n+primary_key: [id, extra]"),
          new Case("Add a primary key", "-primary_key", ""),
          new Case("Drop the primary key", "", "-primary_key"),
          new Case("Number the rows", "", "id: int identity"),
          new Case(
              "Add a foreign key",
              "+indexes: {plain_idx: [plain]}",
              "+indexes: {plain_idx: [plain]}\n+foreign_keys: {plain_fk: {columns: [plain], references: parent(id)}}"),
          new Case(
              "Drop a foreign key",
              "+indexes: {plain_idx: [plain]}\n+foreign_keys: {plain_fk: {columns: [plain], references: parent(id)}}",
              "+indexes: {plain_idx: [plain]}"),
          new Case("Add a check", "", "+checks: {plain_check: plain > 0}"),
          new Case("Drop a check", "+checks: {plain_check: plain > 0}", ""),
          new Case("Comment a table", "", "+comment: why"),
          new Case("Change the row format", "", "+row_format: compressed"));
}
