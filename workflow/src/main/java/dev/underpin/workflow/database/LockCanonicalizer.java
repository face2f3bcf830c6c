package dev.underpin.workflow.database;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.sqltext.StatementWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Spells a desired schema with no server to ask: a text that stands in the lock as it was written
 * is spelled as the server spelled it then.
 */
public final class LockCanonicalizer {
  private final Map<String, String> spellings = new HashMap<>();

  private LockCanonicalizer(Table locked) {
    for (Column column : locked.columns()) {
      column.defaultValue().ifPresent(this::learn);
      column.generated().ifPresent(g -> learn(g.expression()));
    }
    for (Constraint constraint : locked.constraints()) {
      if (constraint instanceof CheckConstraint check) learn(check.expression());
    }
    for (Index index : locked.indexes()) {
      index.where().ifPresent(this::learn);
      index.keys().forEach(key -> key.expression().ifPresent(this::learn));
    }
  }

  /**
   * @param namespace that of names without one
   */
  public static Schema of(Schema desired, Schema lock, String namespace) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(desired.objects());
    objects.replaceAll((key, object) -> spell(object, lock.objects().get(key), namespace));
    return desired
        .mapTables(
            table ->
                lock.table(table.name())
                    .map(locked -> new LockCanonicalizer(locked).spell(table))
                    .orElse(table))
        .withObjects(objects);
  }

  /** Of an object that is not in the lock like that, only a server can say how it writes it. */
  private static SchemaObject spell(
      SchemaObject object, @Nullable SchemaObject locked, String namespace) {
    if (locked == null) return object.withCreate(object.create().asWritten());
    if (locked.create().equals(object.create())) return object;
    String text = object.create().written();
    // Engines without namespaces may have double quotes around text.
    boolean names = !namespace.isEmpty();
    boolean known =
        StatementWords.areSame(text, locked.create().written(), namespace, names)
            || StatementWords.areSame(text, locked.create().canonical(), namespace, names);
    return object.withCreate(known ? locked.create() : object.create().asWritten());
  }

  /**
   * The checks and generated columns of which only a server can say how it writes them: those that
   * are not in the lock.
   */
  public static List<String> unknown(Schema desired, Schema lock) {
    List<String> names = new ArrayList<>();
    for (Table table : desired.tables().values()) {
      Optional<LockCanonicalizer> known = lock.table(table.name()).map(LockCanonicalizer::new);
      Predicate<SqlText> isNew =
          text -> known.filter(k -> k.spellings.containsKey(text.written())).isEmpty();
      for (Column column : table.columns())
        if (column.generated().filter(g -> isNew.test(g.expression())).isPresent())
          names.add(table.name().name() + "." + column.name());
      for (CheckConstraint check : table.constraintsOf(CheckConstraint.class))
        if (isNew.test(check.expression()))
          names.add(table.name().name() + "." + check.name().orElse("check"));
    }
    return names;
  }

  private void learn(SqlText text) {
    spellings.put(text.written(), text.canonical());
    spellings.put(text.canonical(), text.canonical());
  }

  private Table spell(Table table) {
    return table
        .mapColumns(
            column ->
                column
                    .withDefault(column.defaultValue().map(this::spell))
                    .withGenerated(
                        column
                            .generated()
                            .map(g -> new Generated(spell(g.expression()), g.stored()))))
        .mapConstraints(
            constraint ->
                constraint instanceof CheckConstraint check
                    ? check.withExpression(spell(check.expression()))
                    : constraint)
        .mapIndexes(this::spell);
  }

  private Index spell(Index index) {
    List<IndexKey> keys = new ArrayList<>();
    for (IndexKey key : index.keys()) {
      Optional<SqlText> expression = key.expression();
      keys.add(expression.isPresent() ? key.withExpression(spell(expression.get())) : key);
    }
    return index.withKeys(keys, index.include(), index.where().map(this::spell));
  }

  private SqlText spell(SqlText text) {
    String known = spellings.get(text.written());
    return known == null ? text : text.withCanonical(known);
  }
}
