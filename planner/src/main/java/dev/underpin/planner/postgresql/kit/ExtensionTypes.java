package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lowering.BuiltInTypes;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The columns whose type comes or goes with an extension of the plan. An extension cannot go to the
 * trash, so its types must not stay there: values wait as text.
 */
final class ExtensionTypes {
  private static final Set<String> ORDINARY = Set.of("btree", "hash", "brin");

  /** The server's own operator classes for {@code LIKE}. */
  private static final Pattern PATTERN = Pattern.compile("^(?:text|varchar|bpchar)_pattern_ops$");

  private final boolean passing;
  private final Set<String> others = new HashSet<>();

  ExtensionTypes(PostgresContext context, List<Change> changes) {
    passing = changes.stream().anyMatch(ExtensionTypes::isPassing);
    if (!passing) return;
    for (Schema schema : List.of(context.catalog().schema(), context.target())) {
      Stream.of(
              schema.enums().keySet().stream(),
              schema.tables().keySet().stream(),
              schema.objects().values().stream().filter(this::isType).map(SchemaObject::name))
          .flatMap(names -> names)
          .map(name -> spelled(context, name))
          .forEach(others::add);
    }
  }

  private static boolean isPassing(Change change) {
    return change instanceof Change.CreateObject c && c.object().kind() == Kind.EXTENSION
        || change instanceof Change.DropObject d && d.object().kind() == Kind.EXTENSION;
  }

  private boolean isType(SchemaObject object) {
    return object.kind() != Kind.FUNCTION && object.kind() != Kind.EXTENSION;
  }

  private static String spelled(PostgresContext context, QualifiedName name) {
    return context.dialect().spelledType(name, context.catalog().defaultNamespace());
  }

  /**
   * True where a passing extension may have the operators of an index: such as {@code
   * gin_trgm_ops}, or what {@code gist} compares numbers by.
   */
  boolean mayHaveOperatorsOf(Index index) {
    if (!passing) return false;
    boolean ordinary = index.method().isEmpty() || ORDINARY.contains(index.method());
    return !ordinary
        || index.keys().stream()
            .flatMap(k -> k.operatorClass().stream())
            .anyMatch(c -> !PATTERN.matcher(c).find());
  }

  /** True where a passing extension may have the operators of an exclusion constraint. */
  boolean mayHaveOperatorsOf(Constraint constraint) {
    return passing && constraint instanceof ExclusionConstraint;
  }

  /** True where a passing extension may have the column's type: nothing else has it. */
  boolean has(Column column) {
    if (!passing || BuiltInTypes.contains(column.type())) return false;
    String type = column.type();
    return !others.contains(type.endsWith("[]") ? type.substring(0, type.length() - 2) : type);
  }
}
