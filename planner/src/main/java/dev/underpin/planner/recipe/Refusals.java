package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Allow;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Why plans are refused and what to do then, in the same words on every engine: what the YAML does
 * not say, and what an engine cannot do. {@link ObjectRefusals} has what other objects forbid.
 */
public final class Refusals {
  private Refusals() {}

  // --- what the YAML does not say

  /**
   * A required column without a default cannot be added to a table that has rows.
   *
   * @param place the column's key in the YAML
   */
  public static Refusal missingBackfill(QualifiedName table, Column column, String place) {
    return refusal(
        ObjectRef.table(table).column(column.name()),
        table + "." + column.name(),
        CheckTexts.addBackfill(place),
        Finding.of(
            FindingCode.BACKFILL_MISSING,
            "Table {table} has rows, and its column {column} is NOT NULL without a default.",
            table,
            column.name()));
  }

  /** A table's collation changes from or to that of the database, which is not known. */
  public static Refusal unknownCollation(QualifiedName table) {
    return refusal(
        ObjectRef.table(table),
        table,
        "Add under " + table + ":  collation: <name>",
        Finding.of(
            FindingCode.COLLATION_UNKNOWN,
            "Table {table} takes the collation of the database, and the plan does not know that"
                + " collation.",
            table));
  }

  /** A column has more bytes than a key takes. */
  public static Refusal keyTooLong(QualifiedName table, String key, String column) {
    return refusal(
        ObjectRef.table(table).column(column),
        table + "." + column,
        "Give the key a prefix of the column, such as "
            + column
            + "(100), or make the column shorter.",
        Finding.of(
            FindingCode.NOT_IN_ENGINE,
            "The key {key} of {table} is too long: the server does not take that many bytes of {column}.",
            key,
            table,
            column));
  }

  /** What renamed_from says cannot be done. */
  public static Refusal hintNotFollowed(ObjectRef source, String to, String from, String why) {
    return refusal(
        source,
        to,
        "Take the hint out, or drop one of the two first.",
        Finding.of(
            FindingCode.HINT_NOT_FOLLOWED,
            "renamed_from: {from} cannot be followed: {why}.",
            from,
            why));
  }

  /** Dropping one table and creating another may be a rename. */
  public static Refusal guessedTable(QualifiedName dropped, QualifiedName created) {
    return refusal(
        ObjectRef.table(created),
        created,
        chooseRename(created.toString(), dropped, Allow.DROP_TABLE),
        Finding.of(
            FindingCode.RENAME_GUESS,
            "Dropping table {from} and creating {to} looks like a rename.",
            dropped,
            created),
        Allow.RENAME_GUESS,
        Allow.DROP_TABLE);
  }

  /** Dropping one column and adding another may be a rename. */
  public static Refusal guessedColumn(QualifiedName table, Column dropped, Column added) {
    return refusal(
        ObjectRef.table(table).column(added.name()),
        table + "." + added.name(),
        chooseRename(added.name(), dropped.name(), Allow.DROP_COLUMN),
        Finding.of(
            FindingCode.RENAME_GUESS,
            "Dropping column {from} and adding {to} of the same type looks like a rename.",
            dropped.name(),
            added.name()),
        Allow.RENAME_GUESS,
        Allow.DROP_COLUMN);
  }

  private static String chooseRename(String to, Object from, Allow drop) {
    return "If it is one, write under "
        + to
        + ":  renamed_from: "
        + from
        + "\nIf it is not: --allow "
        + drop.word()
        + " (or rename-guess).";
  }

  // --- what the engine cannot do

  /** A virtual generated column cannot keep the values that it shows. */
  public static Refusal virtualToPlain(String product, QualifiedName table, Column column) {
    return refusal(
        ObjectRef.table(table).column(column.name()),
        table + "." + column.name(),
        "Add another column with a backfill, and drop " + column.name() + " in a later plan.",
        Finding.of(
            FindingCode.VIRTUAL_COLUMN,
            "{engine} cannot turn a virtual generated column into a plain one.",
            product));
  }

  /** A namespace is a database there, which a person creates. */
  public static Refusal missingDatabase(ObjectRef source, String name, String quoted) {
    return refusal(
        source,
        name,
        "Create it with the collation that its tables need: CREATE DATABASE " + quoted,
        Finding.of(FindingCode.DATABASE_MISSING, "The server has no database {database}.", name));
  }

  /** Tables inherit from the one that changes. */
  public static Refusal inheritedBy(QualifiedName table, QualifiedName child) {
    return refusal(
        ObjectRef.table(table),
        table,
        changeByHand(table),
        Finding.of(
            FindingCode.INHERITED,
            "Table {child} inherits from {parent}, and PostgreSQL changes both at once. Underpin"
                + " does not plan that.",
            child,
            table));
  }

  /** The table has the column that changes from another. */
  public static Refusal inheritedFrom(QualifiedName table, String column, QualifiedName parent) {
    return refusal(
        ObjectRef.table(table).column(column),
        table,
        changeByHand(parent),
        Finding.of(
            FindingCode.INHERITED,
            "Table {child} inherits column {column} from {parent}. PostgreSQL changes it only"
                + " there.",
            table,
            column,
            parent));
  }

  private static String changeByHand(QualifiedName table) {
    return "Change " + table + " by hand (ALTER TABLE), then declare both tables as they are.";
  }

  /** System versioning would be added, or dropped with the old versions of the rows. */
  public static Refusal systemVersioning(QualifiedName table, boolean isVersioned) {
    return refusal(
        ObjectRef.table(table),
        table,
        isVersioned
            ? "Declare the table with:  with: { system_versioning: true }"
            : "Change "
                + table
                + " by hand (ALTER TABLE … ADD SYSTEM VERSIONING), or leave system_versioning out.",
        Finding.of(
            FindingCode.OPTION_FIXED,
            "Without {option}, the old versions of the rows of {table} would be lost. Underpin does"
                + " not add or drop it.",
            "system_versioning",
            table));
  }

  /** An option of a table that can only be given when it is created. */
  public static Refusal fixedOption(QualifiedName table, String option, Optional<String> value) {
    return refusal(
        ObjectRef.table(table),
        table,
        "Create another table and copy the rows, or keep "
            + option
            + " as it is: "
            + value.orElse("(none)")
            + ".",
        Finding.of(
            FindingCode.OPTION_FIXED,
            "PostgreSQL cannot change {option} of an existing table.",
            option));
  }

  /** A table that is there becomes a partition, or stops being one. */
  public static Refusal attached(QualifiedName table, boolean attached) {
    return refusal(
        ObjectRef.table(table),
        table,
        attached
            ? "Plan it with all other changes, without --only, and without renaming the table."
            : "Plan it with all other changes, without --only, and without renaming the table.",
        Finding.of(
            FindingCode.OPTION_FIXED,
            attached
                ? "Table {table} exists and is to become a partition of another table"
                : "Partition {table} is to become a table of its own",
            table));
  }

  /** A partition has the columns of its table and no others. */
  public static Refusal columnBesidePartition(
      QualifiedName table, QualifiedName of, String column) {
    return refusal(
        ObjectRef.table(table).column(column),
        table,
        "Add the column to "
            + of
            + ", or drop it from "
            + table
            + " in a plan of its own and run underpin purge.",
        Finding.of(
            FindingCode.OPTION_FIXED,
            "Table {table} is to become a partition of {of}, which has no column {column}.",
            table,
            of,
            column));
  }

  /** The old values of a column would stay in the partition. */
  public static Refusal columnTypeOfPartition(
      QualifiedName table, QualifiedName of, String column) {
    return refusal(
        ObjectRef.table(table).column(column),
        table,
        "Change the type of the column in a plan of its own, then attach the table.",
        Finding.of(
            FindingCode.OPTION_FIXED,
            "Table {table} is to become a partition of {of}, where {column} has another type.",
            table,
            of,
            column));
  }

  /** A column in the trash is one of the table, and both tables must have the same columns. */
  public static Refusal trashInPartition(QualifiedName partition, QualifiedName table) {
    return refusal(
        ObjectRef.table(partition),
        table,
        "Run underpin purge, then plan again.",
        Finding.of(
            FindingCode.OPTION_FIXED,
            "Table {partition} is to become a partition, and {table} has columns in the trash.",
            partition,
            table));
  }

  /** After a rollback the new column would be in the trash of one of the two tables alone. */
  public static Refusal columnBesideTie(
      QualifiedName partition, QualifiedName table, String column) {
    return refusal(
        ObjectRef.table(table).column(column),
        table,
        "Add the column in a plan of its own.",
        Finding.of(
            FindingCode.OPTION_FIXED,
            "Column {column} of {table} cannot be added in the plan that attaches or detaches {partition}.",
            column,
            table,
            partition));
  }

  /** A kind of object that SQLite does not have. */
  public static Refusal notInSqlite(ObjectRef source, String kind) {
    return refusal(
        source,
        "",
        "Remove it from the schema for SQLite.",
        Finding.of(FindingCode.NOT_IN_ENGINE, "SQLite has no {kind}.", kind));
  }

  /** Each of these backfills reads what another one fills. */
  public static Refusal backfillCycle(
      ObjectRef source, ColumnRef column, Collection<ColumnRef> cycle) {
    return refusal(
        source,
        column,
        "Fill one of them in a plan of its own, before the others are declared.",
        Finding.of(
            FindingCode.BACKFILL_CYCLE,
            "The backfills of {columns} read each other, so none of them can be the first.",
            cycle));
  }

  /** A new column is filled from another one that is new in the same rebuild. */
  public static Refusal backfillReadsNew(QualifiedName table, String column, String read) {
    return refusal(
        ObjectRef.table(table).column(column),
        table + "." + column,
        "Write the expression of " + read + " instead, or add " + column + " in a later plan.",
        Finding.of(
            FindingCode.BACKFILL_CYCLE,
            "The backfill of {column} reads {read}, which is filled in the same statement.",
            column,
            read));
  }

  /** A rule of partitioned tables for what is declared. */
  public static Refusal partitioned(
      ObjectRef source, QualifiedName table, String part, String rule) {
    return partitioned(
        source, table, part, rule, "Declare it as PostgreSQL can have it, or leave it out.");
  }

  /** A rule of partitioned tables. */
  public static Refusal partitioned(
      ObjectRef source, QualifiedName table, String part, String rule, String remedy) {
    return refusal(
        source,
        table + "." + part,
        remedy,
        Finding.of(
            FindingCode.NOT_IN_ENGINE,
            "Table {table} is partitioned: {rule} ({part}).",
            table,
            rule,
            part));
  }

  /** An attribute of a table that names an index which it cannot name. */
  public static Refusal indexOption(
      ObjectRef source, QualifiedName table, String key, String rule, String remedy) {
    return refusal(
        source,
        table + "." + key,
        remedy,
        Finding.of(
            FindingCode.NOT_IN_ENGINE,
            "Table {table} cannot have this {key}: {rule}.",
            table,
            key,
            rule));
  }

  /** STRICT tables came with SQLite 3.37. */
  public static Refusal strictTooNew(QualifiedName table, Version version) {
    return refusal(
        ObjectRef.table(table),
        table,
        "Plan for a newer library: --sqlite-compat 3.37",
        Finding.of(
            FindingCode.VERSION_TOO_OLD,
            "STRICT tables need SQLite 3.37, and this plan is for {version}.",
            version));
  }

  static Refusal refusal(
      ObjectRef source, Object subject, String remedy, Finding reason, Allow... answeredBy) {
    return new Refusal(subject.toString(), reason, remedy, source, Set.of(answeredBy));
  }
}
