package dev.underpin.dialect.sqlite.lowering;

import dev.underpin.dialect.sqlite.canonical.ExpressionNormalizer;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.Problem.Severity;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Lowers a declaration to what SQLite has. Comments are left out, since SQLite keeps none; enums
 * become checks; schemas and sequences are errors. Tables are the business of {@link
 * TableLowering}.
 */
public record Lowering(Declared declared, Consumer<Problem> problems) {
  public Declared lower() {
    Schema schema = declared.schema();
    Map<String, EnumType> enums = new HashMap<>();
    for (EnumType type : schema.enums().values()) enums.put(type.name().toString(), type);

    TreeMap<QualifiedName, Table> tables = new TreeMap<>();
    for (Table table : schema.tables().values()) {
      if (!table.name().schema().isEmpty())
        noNamespace(ObjectRef.table(table.name()).key(), table.name());
      if (table.columns().isEmpty()) noColumns(table);
      tables.put(table.name(), new TableLowering(table, enums, this).lower());
    }
    for (Sequence sequence : schema.sequences().values()) {
      error(
          ObjectRef.sequence(sequence.name()).key(),
          "SQLite has no sequences (" + sequence.name() + ").",
          "Declare it for the other engine only.");
    }
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    for (SchemaObject object : schema.objects().values()) {
      switch (object.kind()) {
        case VIEW, VIRTUAL_TABLE, TRIGGER -> objects.put(object.key(), object);
        case EXTENSION,
            COLLATION,
            DOMAIN,
            COMPOSITE_TYPE,
            RANGE_TYPE,
            FUNCTION,
            PROCEDURE,
            AGGREGATE,
            CAST,
            TEXT_SEARCH_DICTIONARY,
            TEXT_SEARCH_CONFIGURATION,
            FOREIGN_DATA_WRAPPER,
            FOREIGN_SERVER,
            FOREIGN_TABLE,
            MATERIALIZED_VIEW,
            STATISTICS,
            EVENT_TRIGGER,
            PUBLICATION,
            PARTITION,
            RULE,
            POLICY,
            EVENT ->
            error(
                "",
                "SQLite has no " + object.kind().words() + " (" + object.name() + ").",
                "Declare it for the other engine only.");
      }
    }
    refuseClashes(tables);
    Schema lowered =
        schema
            .withNamespaces(List.of())
            .withTables(tables)
            .withEnums(Map.of())
            .withSequences(Map.of())
            .withObjects(objects);
    return new Declared(lowered, hints(declared.hints()), declared.origins());
  }

  private Hints hints(Hints hints) {
    return new Hints(
            hints.renamedTables(),
            hints.renamedColumns(),
            expressions(hints.backfills(), "backfill"),
            expressions(hints.using(), "using"),
            labels(hints.renamedLabels()),
            hints.discarded(),
            hints.managed())
        .withOnline(hints.online())
        .withRenamedInUse(hints.renamedInUse())
        .withTablesRenamedInUse(hints.tablesRenamedInUse())
        .withBackfillDown(hints.backfillDown());
  }

  /** An enum is a check of each column here: what is renamed is known by table and column. */
  private SortedMap<QualifiedName, SortedMap<String, String>> labels(
      SortedMap<QualifiedName, SortedMap<String, String>> byEnum) {
    TreeMap<QualifiedName, SortedMap<String, String>> lowered = new TreeMap<>();
    for (Table table : declared.schema().tables().values()) {
      for (Column column : table.columns()) {
        byEnum.forEach(
            (type, renamed) -> {
              boolean ofType =
                  column.type().equals(type.toString())
                      || column.type().equals(Identifiers.quote(type.name()));
              if (ofType)
                lowered.put(new QualifiedName(table.name().name(), column.name()), renamed);
            });
      }
    }
    return lowered;
  }

  private SortedMap<ColumnRef, SqlText> expressions(
      SortedMap<ColumnRef, SqlText> texts, String key) {
    TreeMap<ColumnRef, SqlText> lowered = new TreeMap<>();
    texts.forEach(
        (ref, text) ->
            lowered.put(
                ref,
                expression(
                    ObjectRef.table(ref.table()).column(ref.column()).key() + "." + key, text)));
    return lowered;
  }

  /**
   * SQLite takes names that differ only in case for the same; tables, views and indexes share one
   * space of names.
   */
  private void refuseClashes(Map<QualifiedName, Table> tables) {
    Map<String, String> taken = new HashMap<>();
    for (Table table : tables.values())
      claim(taken, table.name().name(), ObjectRef.table(table.name()).key(), "table");
    for (Table table : tables.values()) {
      table
          .indexes()
          .forEach(
              i ->
                  claim(
                      taken,
                      i.name(),
                      ObjectRef.table(table.name()).index(i.name()).key(),
                      "index"));
      Map<String, String> columns = new HashMap<>();
      table
          .columns()
          .forEach(
              c ->
                  claim(
                      columns,
                      c.name(),
                      ObjectRef.table(table.name()).column(c.name()).key(),
                      "column"));
    }
  }

  private void claim(Map<String, String> taken, String name, String path, String kind) {
    String other = taken.putIfAbsent(Identifiers.lower(name), kind + " " + name);
    if (other != null) {
      error(
          path,
          """
          The name of %s %s is taken by %s: SQLite tells names apart without regard to case, and \
          tables and indexes have theirs in common."""
              .formatted(kind, name, other),
          "Give one of the two another name.");
    }
  }

  /** An expression in SQLite's words. */
  SqlText expression(String path, SqlText text) {
    Optional<String> flaw = ExpressionNormalizer.flaw(text.written());
    if (flaw.isPresent()) {
      error(
          path,
          "The expression " + flaw.get() + ": " + text.written(),
          "An expression is one piece of SQL.");
      return text;
    }
    String lowered = ExpressionLowering.lower(text.written());
    ExpressionLowering.missing(lowered)
        .ifPresent(
            missing -> error(path, "SQLite has no " + missing.getKey() + ".", missing.getValue()));
    return lowered.equals(text.written()) ? text : SqlText.of(lowered);
  }

  private void noColumns(Table table) {
    error(
        ObjectRef.table(table.name()).key(),
        "Table " + table.name() + " has no columns, and SQLite makes no such table.",
        "Declare at least one column.");
  }

  void noNamespace(String path, QualifiedName name) {
    error(
        path,
        "SQLite has no schemas, so there can be no " + name + ".",
        "Write " + name.name() + ".");
  }

  void error(String path, String message, String hint) {
    problems.accept(
        problem(Severity.ERROR, path, message, hint).withCode(FindingCode.NOT_IN_ENGINE));
  }

  void warn(String path, String message, String hint) {
    problems.accept(problem(Severity.WARNING, path, message, hint));
  }

  private Problem problem(Severity severity, String path, String message, String hint) {
    return new Problem(severity, message, declared.origins().of(path), path, Optional.of(hint));
  }
}
