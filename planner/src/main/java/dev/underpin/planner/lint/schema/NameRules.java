package dev.underpin.planner.lint.schema;

import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.LintedSchema;
import dev.underpin.planner.lint.SchemaRule;
import dev.underpin.planner.lint.SchemaRule.Hit;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Rules on names: of tables, columns, indexes, constraints and enums. */
final class NameRules {
  /** What PostgreSQL and MySQL both take, where no engine is known. */
  private static final int SHORTEST_LIMIT = 63;

  static final SchemaRule NAME_PATTERN =
      new SchemaRule(
          FindingCode.LINT_NAME_PATTERN,
          WARNING,
          "The name {name} does not follow {pattern}.",
          "Rename it with renamed_from, or change names: under lint: in underpin.yaml.",
          s ->
              s.settings().names().stream()
                  .flatMap(
                      pattern ->
                          names(s)
                              .filter(n -> !pattern.matcher(n.name()).find())
                              .map(n -> Hit.of(n.ref(), n.name(), pattern.pattern()))));

  static final SchemaRule RESERVED_NAME =
      new SchemaRule(
          FindingCode.LINT_RESERVED_NAME,
          WARNING,
          "The name {name} is a reserved word.",
          "Choose another name: every statement has to put this one in quotes.",
          s ->
              s.dialect().stream()
                  .flatMap(
                      d ->
                          columnsAndTables(s)
                              .filter(n -> d.isReserved(n.name()))
                              .map(n -> Hit.of(n.ref(), n.name()))));

  static final SchemaRule MIXED_CASE =
      new SchemaRule(
          FindingCode.LINT_MIXED_CASE,
          INFO,
          "The name {name} has capital letters.",
          "Use small letters: engines differ in whether such a name needs quotes.",
          s ->
              columnsAndTables(s)
                  .filter(n -> !n.name().equals(n.name().toLowerCase(Locale.ROOT)))
                  .map(n -> Hit.of(n.ref(), n.name())));

  static final SchemaRule LONG_NAME =
      new SchemaRule(
          FindingCode.LINT_LONG_NAME,
          WARNING,
          "The name {name} has {length} bytes, and {limit} are allowed.",
          "Choose a shorter name: the server refuses it or cuts it.",
          s -> {
            int limit = s.dialect().map(d -> d.maxIdentifierBytes()).orElse(SHORTEST_LIMIT);
            return names(s)
                .filter(n -> bytes(n.name()) > limit)
                .map(n -> Hit.of(n.ref(), n.name(), bytes(n.name()), limit));
          });

  static final SchemaRule CASE_COLLISION =
      new SchemaRule(
          FindingCode.LINT_CASE_COLLISION,
          WARNING,
          "The names {name} and {other} differ only in case.",
          "Give one of them another name: some engines and clients take both for one.",
          NameRules::collisions);

  static final List<SchemaRule> ALL =
      List.of(NAME_PATTERN, RESERVED_NAME, MIXED_CASE, LONG_NAME, CASE_COLLISION);

  private NameRules() {}

  private record Name(ObjectRef ref, String name) {}

  private static Stream<Name> columnsAndTables(LintedSchema s) {
    return s.tables()
        .flatMap(
            t ->
                Stream.concat(
                    Stream.of(new Name(ObjectRef.table(t.name()), t.name().name())),
                    columns(t).stream()));
  }

  private static List<Name> columns(Table table) {
    ObjectRef ref = ObjectRef.table(table.name());
    return table.columns().stream().map(Column::name).map(c -> new Name(ref.column(c), c)).toList();
  }

  private static Stream<Name> names(LintedSchema s) {
    return Stream.of(
            columnsAndTables(s),
            s.tables().flatMap(NameRules::indexesAndConstraints),
            s.declared().schema().enums().keySet().stream()
                .map(e -> new Name(ObjectRef.enumType(e), e.name())))
        .flatMap(n -> n);
  }

  private static Stream<Name> indexesAndConstraints(Table table) {
    ObjectRef ref = ObjectRef.table(table.name());
    List<Name> names = new ArrayList<>();
    for (Index index : table.indexes()) names.add(new Name(ref.index(index.name()), index.name()));
    for (Constraint constraint : table.constraints())
      constraint.name().ifPresent(n -> names.add(new Name(ref.constraint(constraint), n)));
    return names.stream();
  }

  private static Stream<Hit> collisions(LintedSchema s) {
    List<Hit> hits = new ArrayList<>();
    Map<String, String> tables = new HashMap<>();
    s.tables()
        .forEach(
            t -> {
              String other = tables.putIfAbsent(small(t.name().toString()), s.name(t.name()));
              if (other != null)
                hits.add(Hit.of(ObjectRef.table(t.name()), other, s.name(t.name())));
              Map<String, String> columns = new HashMap<>();
              for (Name column : columns(t)) {
                String first = columns.putIfAbsent(small(column.name()), column.name());
                if (first != null) hits.add(Hit.of(column.ref(), first, column.name()));
              }
            });
    return hits.stream();
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }
}
