package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Allow;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why plans are refused and what to do then, in the same words on every engine. */
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
            ? "Run ALTER TABLE … ATTACH PARTITION yourself, then plan again."
            : "Run ALTER TABLE … DETACH PARTITION yourself, then inspect its indexes and keys.",
        Finding.of(
            FindingCode.OPTION_FIXED,
            attached
                ? "Table {table} exists and is to become a partition of another table, which is not planned yet."
                : "Partition {table} is to become a table of its own, which is not planned yet.",
            table));
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

  /** A rule of partitioned tables. */
  public static Refusal partitioned(
      ObjectRef source, QualifiedName table, String part, String rule) {
    return refusal(
        source,
        table + "." + part,
        "Declare it as PostgreSQL can have it, or leave it out.",
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

  /** The server does not change a type so while a column uses it. */
  public static Refusal typeInUse(SchemaObject type, ColumnRef column) {
    return refusal(
        ObjectRef.object(type),
        type.name(),
        type.kind() == SchemaObject.Kind.COLLATION
            ? "Declare a collation with another name, give it to the column, and drop this one"
                + " afterwards."
            : "Give the column another type first, for example a new domain or type with the other"
                + " definition, and drop this one afterwards.",
        Finding.of(
            FindingCode.TYPE_IN_USE,
            "Column {column} uses {object}. PostgreSQL does not make this change while a column"
                + " uses it.",
            column.toString(),
            type.kind().words() + " " + type.name()));
  }

  /** What a table searches with would be dropped and created again. */
  public static Refusal searchInUse(SchemaObject search, QualifiedName table) {
    return refusal(
        ObjectRef.object(search),
        search.name(),
        "Declare one with another name, let the table use that, and drop this one afterwards.",
        Finding.of(
            FindingCode.SEARCH_IN_USE,
            "A plan drops and creates {object} to change it or its dictionary, and table {table}"
                + " uses it.",
            search.kind().words() + " " + search.name(),
            table.toString()));
  }

  /** The sequence is dropped, or goes with the column that owns it. */
  public static Refusal sequenceInUse(QualifiedName sequence, QualifiedName table, String column) {
    return refusal(
        ObjectRef.table(table).column(column),
        table + "." + column,
        "Declare the sequence under sequences: to keep it, or give the column another default.",
        Finding.of(
            FindingCode.SEQUENCE_IN_USE,
            "The default of {table}.{column} draws from sequence {sequence}, which is no longer"
                + " declared.",
            table,
            column,
            sequence));
  }

  /** A sequence is to be owned by a column that does not exist. */
  public static Refusal noOwningColumn(QualifiedName sequence, QualifiedName table, String column) {
    return refusal(
        ObjectRef.sequence(sequence),
        sequence,
        "Declare the column, or correct owned_by.",
        Finding.of(
            FindingCode.SEQUENCE_OWNER,
            "{table}.{column} is to own the sequence {sequence}, and there is no such column.",
            table,
            column,
            sequence));
  }

  /** A sequence and the table of the column that is to own it belong to two roles. */
  public static Refusal sequenceOfOtherRole(
      QualifiedName sequence, String role, QualifiedName table, String other) {
    return refusal(
        ObjectRef.sequence(sequence),
        sequence,
        "Give both one owner in a plan before this one, or remove owned_by.",
        Finding.of(
            FindingCode.SEQUENCE_OWNER,
            "A column of {table} is to own the sequence {sequence}. The sequence belongs to {role}, and"
                + " the table to {other}.",
            table,
            sequence,
            role,
            other));
  }

  /** The server would have to be dropped, and its user mappings cannot come back. */
  public static Refusal userMappings(SchemaObject server) {
    return refusal(
        ObjectRef.object(server),
        server.name(),
        "Drop them first (DROP USER MAPPING FOR … SERVER "
            + server.name().name()
            + "), and create them again afterwards.",
        Finding.of(
            FindingCode.USER_MAPPINGS,
            "The foreign server {server} has a user mapping for {users}. Underpin does not read"
                + " user mappings, which have passwords, and cannot create them again.",
            server.name(),
            String.join(", ", server.facts().parts())));
  }

  /** From a full-text index without content no row can be copied to another one. */
  public static Refusal noTextKept(SchemaObject index) {
    return refusal(
        ObjectRef.object(index),
        index.name(),
        "Declare the new index under another name and fill it. Then remove this one from the YAML.",
        Finding.of(
            FindingCode.NO_TEXT_KEPT,
            "The full-text index {index} keeps no text (content=''), so its rows cannot be copied"
                + " to its new definition.",
            index.name()));
  }

  /** An object belongs to a role for which the session may not act. */
  public static Refusal foreignOwner(SchemaObject object, String owner) {
    return refusal(
        ObjectRef.object(object),
        object.name(),
        "Apply as a role that is a member of "
            + owner
            + ", or make it one: GRANT "
            + owner
            + " TO …",
        Finding.of(
            FindingCode.FOREIGN_OWNER,
            "{object} belongs to role {owner}, for which this session may not act. It would have to"
                + " be dropped and created again.",
            named(object),
            owner));
  }

  // --- what other objects say

  /** A view or trigger names a column that is dropped. */
  public static Refusal namedColumn(QualifiedName table, String column, SchemaObject object) {
    return refusal(
        ObjectRef.object(object),
        table + "." + column,
        "Declare the " + object.kind().words() + " without it, or drop it.",
        Finding.of(
            FindingCode.COLUMN_NAMED,
            "Column {column} is dropped, but {object} names it.",
            column,
            object.kind().words()
                + " "
                + object.name()
                + object.table().map(t -> " on " + t).orElse("")));
  }

  /** A rename would have to rewrite a view or trigger that the server cannot read. */
  public static Refusal invalidObject(ObjectRef source, InvalidObject object, QualifiedName table) {
    String what = object.kind().words() + " " + object.name();
    return refusal(
        source,
        object.name(),
        "Correct or drop " + what + " in a separate plan before the rename.",
        Finding.of(
            FindingCode.INVALID_OBJECT,
            "{object} names {table} and is invalid ({why}). SQLite does not rename what it names.",
            what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1),
            table,
            object.why()));
  }

  /** A table is dropped and a foreign key stays. */
  public static Refusal referencedTable(QualifiedName table, Table other, ForeignKey key) {
    return refusal(
        ObjectRef.table(other.name()).constraint(key),
        table,
        "Remove the foreign key from "
            + ObjectRef.table(other.name()).key()
            + ", or keep the table.",
        Finding.of(
            FindingCode.TABLE_REFERENCED,
            "Table {table} is dropped, but {other} still has a foreign key to it.",
            table,
            other.name()));
  }

  /** A foreign key gets or keeps a parent that has no key for it. */
  public static Refusal parentKeyMissing(QualifiedName table, ForeignKey key) {
    String columns =
        key.referencedColumns().isEmpty()
            ? ""
            : " (" + String.join(", ", key.referencedColumns()) + ")";
    return refusal(
        ObjectRef.table(table).constraint(key),
        table,
        "Declare a primary key or a unique index of "
            + key.references()
            + " for it, or remove the foreign key.",
        Finding.of(
            FindingCode.PARENT_KEY_MISSING,
            "A foreign key of {table} references {parent}{columns}, which would be neither a"
                + " primary key nor unique. SQLite would refuse every write that has to look there.",
            table,
            key.references(),
            columns));
  }

  /** A table or view is dropped, and a view or trigger that names it stays. */
  public static Refusal namedTable(QualifiedName table, String kind, SchemaObject object) {
    return refusal(
        ObjectRef.object(object),
        table,
        "Drop the " + object.kind().words() + " in the same plan, or keep the " + kind + ".",
        Finding.of(
            FindingCode.TABLE_NAMED,
            "The {kind} {table} is dropped, but {object} names it.",
            kind,
            table,
            object.kind().words()
                + " "
                + object.name()
                + object.table().map(t -> " on " + t).orElse("")));
  }

  /** A role that the YAML names does not exist. */
  public static Refusal noSuchRole(ObjectRef ref, String role) {
    return refusal(
        ref,
        role,
        "Create it first, outside of the plan: CREATE ROLE. Or correct its name.",
        Finding.of(
            FindingCode.ROLE_MISSING,
            "The server has no role {role}, which the YAML names.",
            role));
  }

  /** Grants or an owner of what does not exist. */
  public static Refusal grantsOnNothing(ObjectRef ref, String object, String remedy) {
    return refusal(
        ref,
        object,
        remedy,
        Finding.of(
            FindingCode.GRANT_WITHOUT_OBJECT,
            "There is no {object}, in the YAML or in the database.",
            object));
  }

  /** A privilege on a column that does not exist. */
  public static Refusal grantsOnNoColumn(ObjectRef ref, String object, String column) {
    return refusal(
        ref,
        object,
        "Correct the name of the column.",
        Finding.of(
            FindingCode.GRANT_WITHOUT_OBJECT, "{object} has no column {column}.", object, column));
  }

  /** The session may not act for a role. */
  public static Refusal noMember(ObjectRef ref, String object, String role, String session) {
    return refusal(
        ref,
        object,
        "Run the plan as " + role + ", or make " + session + " a member of it first.",
        Finding.of(
            FindingCode.FOREIGN_OWNER,
            "{object} needs the rights of the role {role}, and {session} is no member of it.",
            object,
            role,
            session));
  }

  /** A plan would take privileges from the role that runs it. */
  public static Refusal locksOut(ObjectRef ref, String object, String session) {
    return refusal(
        ref,
        object,
        "Leave " + session + " out, or give it all privileges. Run such a plan as another role.",
        Finding.of(
            FindingCode.LOCKS_OUT,
            "The plan takes privileges on {object} from {session}, which runs it.",
            object,
            session));
  }

  /** A plan would change what another project in the same database has made. */
  public static Refusal otherProject(ObjectRef ref, String project) {
    String name =
        ref.name().isEmpty() ? ref.object().toString() : ref.name() + " on " + ref.object();
    return refusal(
        ref,
        name,
        "Change it in that project, or take it out of this YAML.",
        Finding.of(
            FindingCode.OTHER_PROJECT,
            "{object} belongs to the project {project}, and this plan would change it.",
            name,
            project));
  }

  /** A trigger's text names a column that only one of two tables has renamed. */
  public static Refusal unclearTrigger(SchemaObject trigger, QualifiedName table) {
    return refusal(
        ObjectRef.object(trigger),
        trigger.name(),
        "Declare the trigger with the new names.",
        Finding.of(
            FindingCode.TRIGGER_UNCLEAR,
            "Trigger {trigger} on {table} names a renamed column, or a column of the same name in"
                + " another table. Its text does not tell which.",
            trigger.name(),
            table));
  }

  /** A check names its own table, and so does a view or trigger. */
  public static Refusal namesItself(QualifiedName table, SchemaObject object) {
    return refusal(
        ObjectRef.table(table),
        table,
        "Drop the views and triggers that name " + table + " in a separate plan before this one.",
        Finding.of(
            FindingCode.CANNOT_REBUILD,
            "A check or generated column of {table} names its columns together with the table, and"
                + " {object} names the table too. SQLite cannot rebuild such a table.",
            table,
            object.name()));
  }

  private static String named(SchemaObject object) {
    String what = object.kind().words() + " " + object.name();
    return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
  }

  private static Refusal refusal(
      ObjectRef source, Object subject, String remedy, Finding reason, Allow... answeredBy) {
    return new Refusal(subject.toString(), reason, remedy, source, Set.of(answeredBy));
  }
}
