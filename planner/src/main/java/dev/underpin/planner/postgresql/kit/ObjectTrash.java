package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A type, collation or routine goes to the trash where something in the trash may still need it: a
 * column's type or collation, the function of a default, a check or an index. The server does not
 * drop such an object.
 */
public final class ObjectTrash {
  private final PostgresContext context;

  /** The routines that are called in tables and domains that go to the trash, in any direction. */
  private final Set<String> called = new HashSet<>();

  public ObjectTrash(PostgresContext context, List<Change> changes) {
    this.context = context;
    for (Change change : changes) {
      if (change instanceof Change.CreateTable c) table(c.definition());
      if (change instanceof Change.DropTable c) table(c.definition());
      if (change instanceof Change.CreateObject c && c.object().kind().isType())
        text(c.object().create());
      if (change instanceof Change.DropObject c && c.object().kind().isType())
        text(c.object().create());
    }
  }

  private void table(Table table) {
    for (String sql : context.ddl().createTable(table, true)) text(SqlText.of(sql));
    table
        .indexes()
        .forEach(i -> text(SqlText.of(context.ddl().createIndex(table.name(), i, false))));
  }

  private void text(SqlText sql) {
    called.addAll(calls(sql.written()));
  }

  /** The names that a text calls. */
  static Set<String> calls(String sql) {
    Set<String> names = new HashSet<>();
    List<Token> tokens = Lexer.tokens(sql);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).identifier() && tokens.get(i + 1).is("(")) names.add(tokens.get(i).name());
    }
    return names;
  }

  /** True where the object goes to the trash, and is not dropped. */
  public boolean keeps(SchemaObject object) {
    return object.kind().isType()
        || object.kind() == Kind.COLLATION
        || object.kind() == Kind.FUNCTION && called.contains(bare(object.name()).name());
  }

  /** The statements that put an object into the trash. */
  public List<String> in(Trash trash, SchemaObject object) {
    QualifiedName name = bare(object.name());
    String other = trash.name(name);
    return List.of(
        trash.create(),
        context.sql("{} RENAME TO {}", alter(object, name), other),
        context.sql("{} SET SCHEMA {}", alter(object, name.withName(other)), Trash.NAMESPACE));
  }

  /** The statements that take it out again. */
  public List<String> out(Trash trash, SchemaObject object) {
    QualifiedName name = bare(object.name());
    QualifiedName place = trash.place(name);
    return List.of(
        context.sql("{} SET SCHEMA {}", alter(object, place), name.schema()),
        context.sql("{} RENAME TO {}", alter(object, name.withName(place.name())), name.name()));
  }

  private SqlText alter(SchemaObject object, QualifiedName name) {
    String kind =
        switch (object.kind()) {
          case FUNCTION -> "FUNCTION";
          case COLLATION -> "COLLATION";
          case DOMAIN -> "DOMAIN";
          case COMPOSITE_TYPE -> "TYPE";
          default -> throw new IllegalArgumentException(object.kind().words());
        };
    return context.fragment("ALTER {} {}{}", SqlText.of(kind), name, arguments(object));
  }

  /** The types of a routine's arguments, as its own statement says them. */
  private static SqlText arguments(SchemaObject object) {
    return Lexer.tokens(object.drop()).stream()
        .filter(token -> token.is("("))
        .findFirst()
        .map(token -> SqlText.of(object.drop().substring(token.start())))
        .orElse(SqlText.of(""));
  }

  /** A routine's name without its arguments. */
  public static QualifiedName bare(QualifiedName name) {
    int arguments = name.name().indexOf('(');
    return arguments < 0 ? name : name.withName(name.name().substring(0, arguments));
  }
}
