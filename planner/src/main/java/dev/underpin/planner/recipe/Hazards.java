package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Lock;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.Collection;
import java.util.List;

/** What a step risks, in the same words on every engine. */
public final class Hazards {
  /** A second column comes back with its values. */
  public static Finding rollbackCopies(String from, String to) {
    return Finding.of(
        FindingCode.ROLLBACK_BLOCKS,
        "Rolling this step back copies {from} to {to} and builds its indexes while reads and writes wait.",
        from,
        to);
  }

  /** A key cannot be turned into a plain index. */
  public static Finding rollbackBuildsKey(String key) {
    return Finding.of(
        FindingCode.ROLLBACK_BLOCKS,
        "Rolling this step back builds {key} while reads and writes wait.",
        key);
  }

  /** Something was computed by a function that gets another text. */
  public static Finding oldResults(QualifiedName function, List<String> parts) {
    return Finding.of(
        FindingCode.OLD_RESULTS,
        "What {function} gave before stays in {parts} until it is computed again.",
        function,
        String.join(", ", parts));
  }

  private Hazards() {}

  /** A foreign key is away for some steps. */
  public static Finding keyMissing(ForeignKey key, QualifiedName table) {
    return Finding.of(
        FindingCode.KEY_MISSING,
        "Until a later step adds the foreign key again, rows of {table} can be written that"
            + " reference a missing row of {references} ({columns}). One such row stops that step.",
        table,
        key.references(),
        key.columnList());
  }

  /** A foreign key goes, and the columns that it relates stay. */
  public static Finding keyDropped(ForeignKey key, QualifiedName table) {
    return Finding.of(
        FindingCode.KEY_MISSING,
        "After this step, rows of {table} can be written that reference a missing row of"
            + " {references} ({columns}). One such row stops a rollback, and a plan that adds the"
            + " foreign key again.",
        table,
        key.references(),
        key.columnList());
  }

  /** A table, column or label gets another name. */
  public static Finding renamed(String name) {
    return Finding.of(
        FindingCode.RENAMED, "Code that still uses the name {name} fails after this step.", name);
  }

  /** A role loses a privilege. */
  public static Finding revoked(String role, Collection<String> privileges, String object) {
    return Finding.of(
        FindingCode.REVOKED,
        "{role} loses {privileges} on {object}. An application that still uses that fails after"
            + " this step.",
        role,
        privileges,
        object);
  }

  /** An object gets another owner. */
  public static Finding ownerChanged(String object, String role) {
    return Finding.of(
        FindingCode.REVOKED,
        "{role} no longer owns {object}. What it did as the owner fails after this step.",
        role,
        object);
  }

  /** A conversion may change values. */
  public static Finding valuesMayChange(Collection<String> columns) {
    return Finding.of(
        FindingCode.VALUES_MAY_CHANGE,
        "Values of {columns} may change. The old values stay in the trash until `underpin purge`.",
        columns);
  }

  /** A column is dropped for good. */
  public static Finding valuesLost(String column) {
    return Finding.of(
        FindingCode.VALUES_LOST, "The values of {column} cannot be restored.", column);
  }

  /** The server converts what rows were before, too. */
  public static Finding versionsConverted(QualifiedName table, String column) {
    return Finding.of(
        FindingCode.VALUES_LOST,
        "The old versions of the rows of {table} are converted too, and a rollback does not restore"
            + " their values of {column}.",
        table,
        column);
  }

  /** A table is dropped for good. */
  public static Finding rowsLost(QualifiedName table) {
    return Finding.of(FindingCode.ROWS_LOST, "The rows of {table} cannot be restored.", table);
  }

  /** A large table is read or rewritten while others wait. */
  public static Finding large(QualifiedName table, Lock lock) {
    return Finding.of(
        FindingCode.LARGE_TABLE,
        "Table {table} is large. This step {work} and {blocks} until it ends.",
        table,
        lock.work().words().replace("the table", "it"),
        lock.blocks().words());
  }

  /** The engine can do this only by a copy of the table. */
  public static Finding copies(QualifiedName table, Lock lock) {
    return lock.stopsWritersForLong()
        ? Finding.of(
            FindingCode.TABLE_COPIED,
            "This step copies table {table} and {blocks} until it ends.",
            table,
            lock.blocks().words())
        : Finding.of(FindingCode.TABLE_COPIED, "This step copies table {table}.", table);
  }

  /** The copy of a table needs as much space as the table. */
  public static Finding needsSpace() {
    return Finding.of(
        FindingCode.SPACE_NEEDED, "The file needs free space for a second copy of the table.");
  }

  /** A tool copies the table. */
  public static Finding copiedByTool(QualifiedName table) {
    return Finding.of(
        FindingCode.COPIED_BY_TOOL,
        "pt-online-schema-change copies table {table} while others write to it. The machine that"
            + " runs `underpin apply` needs the tool on its PATH, and the server needs free space"
            + " for a second copy of the table.",
        table);
  }

  /** A column is dropped and added again within the plan. */
  public static Finding columnMissing(String column) {
    return Finding.of(
        FindingCode.COLUMN_MISSING,
        "Column {column} is missing until a later step adds it again.",
        column);
  }

  /** A view is dropped and created again within the plan. */
  public static Finding objectMissing(SchemaObject object) {
    return Finding.of(
        FindingCode.OBJECT_MISSING,
        "Queries on {object} fail until a later step creates it again.",
        object.name());
  }

  /** An exclusion constraint blocks writes while it is added; only PostgreSQL has them. */
  public static Finding exclusionBlocksWrites() {
    return Finding.of(
        FindingCode.EXCLUSION_BLOCKS_WRITES,
        "PostgreSQL cannot add an exclusion constraint while others write to the table.");
  }

  /** What is left of a failed build is not built again. */
  public static Finding invalidIndex() {
    return Finding.of(
        FindingCode.INVALID_INDEX,
        "The index is left over from a failed build. A rollback does not create it again.");
  }

  /** A label cannot be dropped from an enum, so a rollback recreates the type. */
  public static Finding addedLabel(String label) {
    return Finding.of(
        FindingCode.LABEL_ADDED,
        "A rollback recreates the type and rewrites the tables that use it. It is refused while"
            + " rows hold '{label}'.",
        label);
  }

  /** A label cannot be dropped while the column decides where rows are. */
  public static Finding labelInPartitionKey(String label, ColumnRef column) {
    return Finding.of(
        FindingCode.LABEL_ADDED,
        "No rollback drops '{label}' again: {table} is partitioned by {column}.",
        label,
        column.table(),
        column.column());
  }

  /** A partitioned table is created, and the YAML has none of its partitions. */
  public static Finding noPartition(QualifiedName table) {
    return Finding.of(
        FindingCode.NO_PARTITION,
        "{table} is created without a partition. Each INSERT fails until there is one. Declare them"
            + " under partitions.",
        table);
  }

  /** An object stays as it is, and names what is dropped or renamed. */
  public static Finding objectFails(SchemaObject object, String name) {
    return Finding.of(
        FindingCode.OBJECT_FAILS,
        "The {kind} {object} names {name}, and fails until it is changed.",
        object.kind().words(),
        object.name(),
        name);
  }
}
