import java.util.List;

/**
 * A change of the tables {@code owner}, {@code item} and {@code line}.
 *
 * @param name what the report calls it
 * @param before how the YAML of today says what changes
 * @param after how the YAML of tomorrow says it
 * @param byHand the statements of somebody who does not know about locks
 * @param column the name of the column {@code size} after it
 */
record Scenario(
    String name, List<String> before, List<String> after, List<String> byHand, String column) {

  boolean renames() {
    return !column.equals("size");
  }

  /** The YAML after the change. */
  String yaml(String schema) {
    for (int i = 0; i < before.size(); i++) {
      if (!schema.contains(before.get(i)))
        throw new IllegalStateException(before.get(i) + " is not in\n" + schema);
      schema = schema.replace(before.get(i), after.get(i));
    }
    return schema;
  }

  static List<Scenario> of(boolean postgresql) {
    String integer = postgresql ? "integer" : "int";
    String text = postgresql ? "character varying" : "varchar";
    Scenario type =
        postgresql
            ? new Scenario(
                "int to bigint: a key, its child, a column",
                List.of(
                    "id: integer not null identity",
                    "size: integer not null",
                    "item: integer not null"),
                List.of(
                    "id: { type: bigint, nullable: false, identity: true, online: true }",
                    "size: { type: bigint, nullable: false, online: true }",
                    "item: { type: bigint, nullable: false, online: true }"),
                List.of(
                    "ALTER TABLE item ALTER id TYPE bigint, ALTER size TYPE bigint",
                    "ALTER TABLE line ALTER item TYPE bigint"),
                "size")
            : new Scenario(
                "int to bigint: a column",
                List.of("size: int not null"),
                List.of("size: { type: bigint, nullable: false, online: true }"),
                List.of("ALTER TABLE item MODIFY size bigint NOT NULL"),
                "size");
    return List.of(
        type,
        new Scenario(
            "another name for a column",
            List.of("size: " + integer + " not null"),
            List.of(
                "amount: { type: "
                    + integer
                    + ", nullable: false, renamed_from: { name: size, online: true } }"),
            List.of("ALTER TABLE item RENAME COLUMN size TO amount"),
            "amount"),
        new Scenario(
            "NOT NULL, with a backfill",
            List.of("label: " + text + "(40)"),
            List.of("label: { type: varchar(40), nullable: false, backfill: \"'none'\" }"),
            postgresql
                ? List.of(
                    "UPDATE item SET label = 'none' WHERE label IS NULL",
                    "ALTER TABLE item ALTER label SET NOT NULL")
                : List.of(
                    "UPDATE item SET label = 'none' WHERE label IS NULL",
                    "ALTER TABLE item MODIFY label varchar(40) NOT NULL"),
            "size"),
        new Scenario(
            "an index",
            List.of("item_owner: [owner]\n"),
            List.of("item_owner: [owner]\n      item_size: [size, label]\n"),
            List.of("CREATE INDEX item_size ON item (size, label)"),
            "size"),
        new Scenario(
            "a foreign key",
            List.of("  item:\n"),
            List.of(
                "  item:\n    foreign_keys:\n"
                    + "      item_owner_fk: { columns: [owner], references: owner(id) }\n"),
            List.of("ALTER TABLE item ADD CONSTRAINT item_owner_fk FOREIGN KEY (owner) REFERENCES owner (id)"),
            "size"),
        new Scenario(
            "a check",
            List.of("  item:\n"),
            List.of("  item:\n    checks:\n      item_size_check: size >= 0\n"),
            List.of("ALTER TABLE item ADD CONSTRAINT item_size_check CHECK (size >= 0)"),
            "size"));
  }
}
