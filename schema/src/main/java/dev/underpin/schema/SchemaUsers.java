package dev.underpin.schema;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What in a schema uses a table, a column or a type, by their names. Somebody who drops a column
 * must know that nobody has begun to use it.
 */
final class SchemaUsers {
  private final List<User> users = new ArrayList<>();

  /**
   * Something that may use others.
   *
   * @param table the table that it belongs to, or refers to
   */
  private record User(SchemaPart part, Optional<QualifiedName> table, NameWords words) {
    boolean names(QualifiedName name) {
      return words.mentions(plain(name.name()));
    }
  }

  /** The name of a routine without its parameters. */
  static String plain(String name) {
    int at = name.indexOf('(');
    return at > 0 ? name.substring(0, at) : name;
  }

  SchemaUsers(Schema schema) {
    schema.tables().values().forEach(this::add);
    schema.objects().values().forEach(this::add);
  }

  private void add(Table table) {
    QualifiedName name = table.name();
    for (Column column : table.ownColumns())
      add(
          SchemaPart.of(SchemaPart.COLUMN, name, column.name()),
          name,
          new CanonicalText(true).put(column));
    for (Index index : table.indexes())
      add(
          SchemaPart.of(SchemaPart.INDEX, name, index.name()),
          name,
          new CanonicalText(true).put(index));
    for (Constraint constraint : table.constraints()) {
      CanonicalText text = new CanonicalText(true).put(constraint);
      // Two without a name are told apart by what they are.
      String called = constraint.name().orElseGet(text::toString);
      add(SchemaPart.of(SchemaPart.CONSTRAINT, name, called), name, text);
    }
  }

  private void add(SchemaPart part, QualifiedName table, CanonicalText text) {
    users.add(new User(part, Optional.of(table), new NameWords(text.toString())));
  }

  private void add(SchemaObject object) {
    String text = object.create().canonical() + " " + object.key().table();
    users.add(new User(SchemaPart.of(object.key()), Optional.empty(), new NameWords(text)));
  }

  /** All that uses a part, in order. */
  SortedSet<SchemaPart> of(SchemaPart part) {
    SortedSet<SchemaPart> found = new TreeSet<>();
    QualifiedName owner = part.owner();
    for (User user : users) {
      boolean isUser =
          switch (part.kind()) {
            case SchemaPart.TABLE_USERS ->
                !user.table().equals(Optional.of(owner))
                    && !user.part().kind().equals(SchemaPart.COLUMN)
                    && user.names(owner);
            case SchemaPart.COLUMN_USERS -> usesColumn(user, part);
            default -> user.names(owner);
          };
      if (isUser) found.add(user.part());
    }
    return found;
  }

  /** Its own line in the table is no use of it, and another column is one where it is computed. */
  private static boolean usesColumn(User user, SchemaPart part) {
    boolean own =
        user.part().kind().equals(SchemaPart.COLUMN) && user.part().name().equals(part.name());
    boolean inTable = user.table().equals(Optional.of(part.owner()));
    return !own && (inTable || user.names(part.owner())) && user.words().mentions(part.name());
  }
}
