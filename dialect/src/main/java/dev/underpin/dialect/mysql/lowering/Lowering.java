package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.options.SequenceSettings;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Lowers a declaration to what MySQL and MariaDB have: enums become ENUM columns, sequences are
 * MariaDB's only. Tables are the business of {@link TableLowering}.
 */
public record Lowering(Declared declared, MysqlFlavor flavor, Consumer<Problem> problems) {
  public Declared run() {
    Schema schema = declared.schema();
    Map<String, EnumType> enums = new HashMap<>();
    for (EnumType type : schema.enums().values()) enums.put(type.name().toString(), type);
    TreeMap<QualifiedName, Table> tables = new TreeMap<>();
    for (Table table : schema.tables().values())
      tables.put(table.name(), new TableLowering(table, schema, enums, this).lower());
    schema.sequences().values().forEach(this::check);
    schema.objects().values().forEach(this::check);
    new NameLimits(this).check(schema);
    TreeSet<String> namespaces = new TreeSet<>();
    tables.keySet().forEach(name -> namespaces.add(name.schema()));
    schema.sequences().keySet().forEach(name -> namespaces.add(name.schema()));
    namespaces.remove("");
    Schema lowered =
        schema
            .withNamespaces(namespaces)
            .withTables(tables)
            .withEnums(Map.of())
            .withSequences(flavor.isMariaDb() ? schema.sequences() : Map.of());
    Hints hints = declared.hints();
    return new Declared(
        lowered,
        new Hints(
                hints.renamedTables(),
                hints.renamedColumns(),
                hints.backfills(),
                hints.using(),
                new TreeMap<>(),
                hints.discarded(),
                hints.managed())
            .withOnline(hints.online())
            .withRenamedInUse(hints.renamedInUse())
            .withTablesRenamedInUse(hints.tablesRenamedInUse())
            .withBackfillDown(hints.backfillDown()),
        declared.origins());
  }

  private void check(Sequence sequence) {
    ObjectRef path = ObjectRef.sequence(sequence.name());
    if (!flavor.isMariaDb())
      error(
          path,
          product() + " has no sequences (" + sequence.name() + ").",
          "Declare it for the other engine only.");
    else if (sequence.owner().isPresent())
      error(path, "No column owns a sequence on " + product() + ".", "Leave out owned_by.");
    else if (sequence.options().type().filter(t -> !t.equals("bigint")).isPresent())
      error(path, "The numbers of a sequence are bigint on " + product() + ".", "Leave out type.");
    else checkBounds(path, SequenceSettings.of(sequence.options()));
  }

  private void checkBounds(ObjectRef path, SequenceSettings settings) {
    boolean isWithin = settings.start() >= settings.min() && settings.start() <= settings.max();
    if (!isWithin || settings.min() >= settings.max())
      problem(
          path,
          "The sequence begins at %d, which is not between %d and %d."
              .formatted(settings.start(), settings.min(), settings.max()),
          "Change start, min or max.");
  }

  private void check(SchemaObject object) {
    switch (object.kind()) {
      case VIEW, TRIGGER, FUNCTION, PROCEDURE, EVENT -> {}
      case EXTENSION,
          COLLATION,
          DOMAIN,
          COMPOSITE_TYPE,
          RANGE_TYPE,
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
          VIRTUAL_TABLE,
          PARTITION,
          RULE,
          POLICY ->
          problems.accept(
              Problem.error(
                      product() + " has no " + object.kind().words() + " (" + object.name() + ").")
                  .withHint("Declare it for the other engine only.")
                  .withCode(FindingCode.NOT_IN_ENGINE));
    }
  }

  /** An expression in the words of MySQL and MariaDB. */
  SqlText expression(ObjectRef path, SqlText text) {
    String lowered = ExpressionLowering.lower(text.written());
    ExpressionLowering.missing(lowered)
        .ifPresent(
            missing ->
                error(path, product() + " has no " + missing.getKey() + ".", missing.getValue()));
    return lowered.equals(text.written()) ? text : SqlText.of(lowered);
  }

  String product() {
    return flavor.product();
  }

  void error(ObjectRef path, String message, String hint) {
    problems.accept(
        problem(Problem.Severity.ERROR, path, message, hint).withCode(FindingCode.NOT_IN_ENGINE));
  }

  /** An error of what is declared, on both products. */
  void problem(ObjectRef path, String message, String hint) {
    problems.accept(problem(Problem.Severity.ERROR, path, message, hint));
  }

  void warn(ObjectRef path, String message, String hint) {
    problems.accept(problem(Problem.Severity.WARNING, path, message, hint));
  }

  private Problem problem(Problem.Severity severity, ObjectRef path, String message, String hint) {
    return new Problem(
        severity, message, path.in(declared.origins()), path.key(), Optional.of(hint));
  }
}
