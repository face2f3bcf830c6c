package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Lock;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.Collection;

/** The sentences that say what a step risks, the same on every engine. */
public final class Hazards {
  private Hazards() {}

  /** A table, column or label gets another name. */
  public static String renamed(String name) {
    return "Code that still uses the name " + name + " fails after this step.";
  }

  /** A conversion may change values. */
  public static String valuesMayChange(Collection<String> columns) {
    return "Values of "
        + String.join(", ", columns)
        + " may change. The old values stay in the trash until `underpin purge`.";
  }

  /** A column is dropped for good. */
  public static String valuesLost(String column) {
    return "The values of " + column + " cannot be restored.";
  }

  /** A table is dropped for good. */
  public static String rowsLost(QualifiedName table) {
    return "The rows of " + table + " cannot be restored.";
  }

  /** A large table is read or rewritten while others wait. */
  public static String large(QualifiedName table, Lock lock) {
    return "Table "
        + table
        + " is large. This step "
        + lock.work().words().replace("the table", "it")
        + " and "
        + lock.blocks().words()
        + " until it ends.";
  }

  /** The engine can do this only by a copy of the table. */
  public static String copies(QualifiedName table, Lock lock) {
    return "This step copies table "
        + table
        + (lock.stopsWritersForLong() ? " and " + lock.blocks().words() + " until it ends." : ".");
  }

  /** The copy of a table needs as much space as the table. */
  public static String needsSpace() {
    return "The file needs free space for a second copy of the table.";
  }

  /** A tool copies the table. */
  public static String copiedByTool(QualifiedName table) {
    return "pt-online-schema-change copies table "
        + table
        + " while others write to it. The machine that runs `underpin apply` needs the tool on its"
        + " PATH, and the server needs free space for a second copy of the table.";
  }

  /** A column is dropped and added again within the plan. */
  public static String columnMissing(String column) {
    return "Column " + column + " is missing until a later step adds it again.";
  }

  /** A view is dropped and created again within the plan. */
  public static String objectMissing(SchemaObject object) {
    return "Queries on " + object.name() + " fail until a later step creates it again.";
  }

  /** An exclusion constraint blocks writes while it is added; only PostgreSQL has them. */
  public static String exclusionBlocksWrites() {
    return "PostgreSQL cannot add an exclusion constraint while others write to the table.";
  }

  /** What is left of a failed build is not built again. */
  public static String invalidIndex() {
    return "The index is left over from a failed build. A rollback does not create it again.";
  }

  /** A label cannot be dropped from an enum, so a rollback recreates the type. */
  public static String addedLabel(String label) {
    return "A rollback recreates the type and rewrites the tables that use it. It is refused while"
        + " rows hold '"
        + label
        + "'.";
  }
}
