package dev.underpin.schema.yaml.keys;

import dev.underpin.schema.model.SchemaObject;

/** The keys of views, triggers, routines and other objects, by what can be said of their kind. */
public final class ObjectKeys {
  public static final KeyTable OBJECT =
      table(
          "object",
          """
          kind OBJECT_KIND What it is: view, trigger, function … Needed only where the statement does not tell.
          name TEXT Its name, where the statement does not have it.
          table TEXT The table of a trigger, where the statement does not have it.
          create SQL The statement that creates it.
          drop
          depends_on
          options
          """);

  public static final KeyTable VIEW =
      table(
          "view",
          """
          sql SQL Its query.
          file
          columns NAMES The names of its columns, where they are not those of the query.
          check_option TEXT Rows that are written must be in the view: local or cascaded.
          with PARAMETERS Options such as security_barrier and security_invoker.
          algorithm TEXT How it is read: merge, temptable or undefined.
          definer
          sql_security TEXT With whose privileges it is read: definer or invoker.
          defaults PARAMETERS Defaults of its columns, for rows that are inserted through it, as SQL.
          comment
          triggers
          rules
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable MATERIALIZED_VIEW =
      table(
          "materializedView",
          """
          sql SQL Its query.
          file
          columns NAMES The names of its columns, where they are not those of the query.
          using TEXT The access method, where it is not the server's default.
          with PARAMETERS Storage parameters such as fillfactor.
          tablespace TEXT The tablespace it is stored in.
          with_data FLAG False where it is not filled.
          indexes INDEXES Indexes, by name: a list of keys, or a mapping.
          comment
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable DOMAIN =
      table(
          "domain",
          """
          type TEXT The type it is made of.
          nullable FLAG Whether NULL may be stored; true unless false is written.
          default SQL The default as SQL.
          collation TEXT How its text is compared and sorted.
          checks CHECKS Checks of the value: a name and its condition, or a list.
          comment
          sql SQL The same in one text: integer not null check (value > 0).
          file
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable COMPOSITE_TYPE =
      table(
          "compositeType",
          """
          attributes PARAMETERS The attributes, by name, each with its type.
          comment
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable TRIGGER =
      table(
          "trigger",
          """
          sql
          file
          enabled
          definer
          comment
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable POLICY =
      table(
          "policy",
          """
          for TEXT The statements it is about: all, select, insert, update or delete.
          to NAMES The roles it is about. Without it, all.
          using SQL Which rows are seen.
          check SQL Which rows may be written.
          restrictive FLAG True where rows must fit it beside another policy.
          comment
          sql SQL The same in one text: for select to app using (…).
          file
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable EXTENSION =
      table(
          "extension",
          """
          name TEXT Its name, in a list.
          schema TEXT The namespace that it is created in.
          version TEXT The version that is created. Without it the server's default.
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable ROUTINE =
      table(
          "routine",
          """
          sql SQL What follows its name and arguments in the statement that creates it.
          file
          definer
          comment
          create
          drop
          depends_on
          options
          """);

  public static final KeyTable NAMED_OBJECT =
      table(
          "namedObject",
          """
          sql
          file
          comment
          create
          drop
          depends_on
          options
          """);

  private ObjectKeys() {}

  /** What can be said of an object of a kind, under its name. */
  public static KeyTable of(SchemaObject.Kind kind) {
    return switch (kind) {
      case VIEW -> VIEW;
      case MATERIALIZED_VIEW -> MATERIALIZED_VIEW;
      case DOMAIN -> DOMAIN;
      case COMPOSITE_TYPE -> COMPOSITE_TYPE;
      case TRIGGER, RULE, EVENT_TRIGGER -> TRIGGER;
      case POLICY -> POLICY;
      case EXTENSION -> EXTENSION;
      case FUNCTION, PROCEDURE, AGGREGATE, EVENT -> ROUTINE;
      case COLLATION,
          RANGE_TYPE,
          CAST,
          TEXT_SEARCH_DICTIONARY,
          TEXT_SEARCH_CONFIGURATION,
          FOREIGN_DATA_WRAPPER,
          FOREIGN_SERVER,
          FOREIGN_TABLE,
          VIRTUAL_TABLE,
          STATISTICS,
          PUBLICATION ->
          NAMED_OBJECT;
      case PARTITION -> YamlKeys.PARTITION;
    };
  }

  private static KeyTable table(String name, String lines) {
    return new KeyTable(name, KeyLines.read(lines));
  }
}
