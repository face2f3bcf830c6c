package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.SqliteDialect;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The views and triggers of the file that name what does not exist. SQLite reads every view and
 * trigger when it renames a table or a column or drops a column, and refuses where it cannot: so
 * they are dropped before such a statement, and recreated unchanged after it.
 */
public final class InvalidObjects {
  private final List<InvalidObject> objects;

  InvalidObjects(List<InvalidObject> objects) {
    this.objects = List.copyOf(objects);
  }

  InvalidObjects without(Predicate<InvalidObject> gone) {
    return new InvalidObjects(objects.stream().filter(gone.negate()).toList());
  }

  /** The statements, while the objects that would have SQLite refuse them are dropped. */
  public List<String> around(List<String> alters) {
    List<String> all = new ArrayList<>();
    for (int i = objects.size() - 1; i >= 0; i--) {
      InvalidObject object = objects.get(i);
      all.add(SqliteDdl.drop(object.kind(), object.name()));
    }
    all.addAll(alters);
    for (InvalidObject object : objects) all.add(object.sql());
    return all;
  }

  public List<String> around(String alter) {
    return around(List.of(alter));
  }

  /** A step that drops and recreates them comes before one that drops one of them for good. */
  public StepBuilder released(StepBuilder step) {
    for (InvalidObject object : objects)
      step.releases(StepKeys.object(object.kind(), object.name()));
    return step;
  }

  /** One that names the table: SQLite would not give it the new name, and nobody else may. */
  public Optional<InvalidObject> naming(QualifiedName table) {
    return objects.stream()
        .filter(
            o ->
                SqliteDialect.tablesNamedBy(o.sql()).stream()
                    .anyMatch(t -> Identifiers.isSame(t, table.name())))
        .findFirst();
  }
}
