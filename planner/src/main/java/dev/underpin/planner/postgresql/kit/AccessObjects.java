package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which objects there are that have an owner and grants; the owner comes first. */
public final class AccessObjects {
  private AccessObjects() {}

  /** All of a schema. */
  public static Set<Access.Key> of(Schema schema, Dialect dialect) {
    Set<Access.Key> keys = new HashSet<>();
    schema.tables().values().forEach(table -> keys.addAll(of(table, dialect)));
    schema.sequences().values().forEach(sequence -> keys.addAll(of(sequence)));
    schema.enums().keySet().forEach(name -> keys.addAll(both(Access.TYPE, name)));
    schema.objects().values().forEach(object -> keys.addAll(of(object)));
    schema.namespaces().forEach(name -> keys.addAll(both(Access.SCHEMA, QualifiedName.of(name))));
    return keys;
  }

  /** What a change brings. */
  public static List<Access.Key> createdBy(Change change, Dialect dialect) {
    if (change instanceof Change.CreateTable c) return of(c.definition(), dialect);
    if (change instanceof Change.CreateObject c) return of(c.object());
    if (change instanceof Change.CreateSequence c) return of(c.sequence());
    if (change instanceof Change.AlterSequence c) return without(of(c.after()), of(c.before()));
    if (change instanceof Change.CreateEnum c) return both(Access.TYPE, c.type().name());
    if (change instanceof Change.CreateNamespace c)
      return both(Access.SCHEMA, QualifiedName.of(c.namespace()));
    if (change instanceof Change.AddColumn c) return sequence(c.table(), c.column(), dialect);
    if (change instanceof Change.AlterColumn c)
      return without(
          sequence(c.table(), c.after(), dialect), sequence(c.table(), c.before(), dialect));
    return List.of();
  }

  /** What a change takes away. */
  public static List<Access.Key> removedBy(Change change, Dialect dialect) {
    if (change instanceof Change.DropTable c) return of(c.definition(), dialect);
    if (change instanceof Change.DropObject c) return of(c.object());
    if (change instanceof Change.DropSequence c) return of(c.sequence());
    if (change instanceof Change.AlterSequence c) return without(of(c.before()), of(c.after()));
    if (change instanceof Change.DropEnum c) return both(Access.TYPE, c.type().name());
    if (change instanceof Change.DropNamespace c)
      return both(Access.SCHEMA, QualifiedName.of(c.namespace()));
    if (change instanceof Change.DropColumn c) return sequence(c.table(), c.column(), dialect);
    if (change instanceof Change.AlterColumn c)
      return without(
          sequence(c.table(), c.before(), dialect), sequence(c.table(), c.after(), dialect));
    return List.of();
  }

  private static List<Access.Key> without(List<Access.Key> keys, List<Access.Key> others) {
    return keys.stream().filter(key -> !others.contains(key)).toList();
  }

  private static List<Access.Key> of(Table table, Dialect dialect) {
    List<Access.Key> keys = new ArrayList<>(both(Access.TABLE, table.name()));
    keys.addAll(sequences(table, dialect));
    return keys;
  }

  /** The grants on the sequences of a table's columns, which belong to its owner. */
  public static List<Access.Key> sequences(Table table, Dialect dialect) {
    List<Access.Key> keys = new ArrayList<>();
    for (Column column : table.columns()) keys.addAll(sequence(table.name(), column, dialect));
    return keys;
  }

  private static List<Access.Key> sequence(QualifiedName table, Column column, Dialect dialect) {
    return column
        .identity()
        .flatMap(
            i -> i.sequence().name().or(() -> dialect.defaultSequenceName(table, column.name(), i)))
        .map(name -> new Access.Key(Access.Kind.GRANTS, Access.SEQUENCE, name))
        .stream()
        .toList();
  }

  /** One that a column owns belongs to the owner of the table. */
  private static List<Access.Key> of(Sequence sequence) {
    List<Access.Key> keys = both(Access.SEQUENCE, sequence.name());
    return sequence.owner().isEmpty() ? keys : keys.subList(1, 2);
  }

  private static List<Access.Key> of(SchemaObject object) {
    return word(object.kind()).map(word -> both(word, object.name())).orElse(List.of());
  }

  private static Optional<String> word(SchemaObject.Kind kind) {
    return switch (kind) {
      case VIEW, MATERIALIZED_VIEW -> Optional.of(Access.TABLE);
      case FUNCTION, AGGREGATE -> Optional.of("function");
      case PROCEDURE -> Optional.of("procedure");
      case DOMAIN, COMPOSITE_TYPE, RANGE_TYPE -> Optional.of(Access.TYPE);
      default -> Optional.empty();
    };
  }

  private static List<Access.Key> both(String word, QualifiedName name) {
    return List.of(
        new Access.Key(Access.Kind.OWNER, word, name),
        new Access.Key(Access.Kind.GRANTS, word, name));
  }
}
