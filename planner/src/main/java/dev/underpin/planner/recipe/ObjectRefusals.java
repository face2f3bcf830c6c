package dev.underpin.planner.recipe;

import dev.underpin.dialect.SharedNames;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.Locale;

/**
 * Why plans are refused because of what other objects or roles use: views, triggers, routines,
 * types, sequences, privileges, other projects.
 */
public final class ObjectRefusals {
  private ObjectRefusals() {}

  /** The server does not change a type so while a column uses it. */
  public static Refusal typeInUse(SchemaObject type, ColumnRef column) {
    return Refusals.refusal(
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

  /** The server does not change the type of a column that tells in which partition a row is. */
  public static Refusal labelsInPartitionKey(QualifiedName type, ColumnRef column) {
    return Refusals.refusal(
        ObjectRef.enumType(type),
        type,
        "Keep all labels in their order, and add others. Or create a table with another enum, and"
            + " move the rows there.",
        Finding.of(
            FindingCode.TYPE_IN_USE,
            "{table} is partitioned by {column}. PostgreSQL recreates no enum that is part of a"
                + " partition key.",
            column.table().toString(),
            column.column()));
  }

  /** The server drops no function while a table calls it. */
  public static Refusal functionInUse(SchemaObject function, String part) {
    return Refusals.refusal(
        ObjectRef.object(function),
        function.name(),
        "Keep the names and defaults of the arguments and what it returns. Or declare a function"
            + " with another name, let the table call that, and drop this one afterwards.",
        Finding.of(
            FindingCode.FUNCTION_IN_USE,
            "PostgreSQL makes this change of function {function} only by a drop, and {part} calls"
                + " a function of that name.",
            function.name(),
            part));
  }

  /** What a table searches with would be dropped and created again. */
  public static Refusal searchInUse(SchemaObject search, QualifiedName table) {
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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

  /** A view or trigger names a column that is dropped. */
  public static Refusal namedColumn(QualifiedName table, String column, SchemaObject object) {
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
        ref,
        object,
        "Correct the name of the column.",
        Finding.of(
            FindingCode.GRANT_WITHOUT_OBJECT, "{object} has no column {column}.", object, column));
  }

  /** The session may not act for a role. */
  public static Refusal noMember(ObjectRef ref, String object, String role, String session) {
    return Refusals.refusal(
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
    return Refusals.refusal(
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
    return Refusals.refusal(
        ref,
        name,
        "Change it in that project, or take it out of this YAML.",
        Finding.of(
            FindingCode.OTHER_PROJECT,
            "{object} belongs to the project {project}, and this plan would change it.",
            name,
            project));
  }

  /** What is to be created would have the name of something that stays. */
  public static Refusal nameTaken(SharedNames.Holder created, SchemaPart other, String namespace) {
    return Refusals.refusal(
        created.ref(),
        created.ref().object(),
        "Choose another name, or drop the other one first.",
        Finding.of(
            FindingCode.NAME_TAKEN,
            "The {created} cannot be created, because the {other} has the name.",
            created.part().words(namespace),
            other.words(namespace)));
  }

  /** A trigger's text names a column that only one of two tables has renamed. */
  public static Refusal unclearTrigger(SchemaObject trigger, QualifiedName table) {
    return Refusals.refusal(
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
    return Refusals.refusal(
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
}
