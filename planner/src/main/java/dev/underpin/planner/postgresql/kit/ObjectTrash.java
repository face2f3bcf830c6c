package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lowering.ObjectWords;
import dev.underpin.dialect.postgresql.lowering.RangeText;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A type, collation or routine goes to the trash where something in the trash may still need it: a
 * column's type or collation, the function of a default, a check or an index, the text search
 * configuration of an index. The server does not drop such an object.
 */
public final class ObjectTrash {
  private final PostgresContext context;

  /** The routines that are called in tables and domains that go to the trash, in any direction. */
  private final Set<String> called = new HashSet<>();

  /** The text search configurations and dictionaries that are named there. */
  private final Set<String> searched = new HashSet<>();

  public ObjectTrash(PostgresContext context, List<Change> changes) {
    this.context = context;
    for (Change change : changes) {
      if (change instanceof Change.CreateTable c) table(c.definition());
      if (change instanceof Change.DropTable c) table(c.definition());
      if (change instanceof Change.CreateObject c && c.object().kind().isType()) type(c.object());
      if (change instanceof Change.DropObject c && c.object().kind().isType()) type(c.object());
    }
    for (Change change : changes) {
      if (change instanceof Change.CreateObject c) passing(c.object());
      if (change instanceof Change.DropObject c) passing(c.object());
    }
  }

  /**
   * A configuration goes to the trash with its dictionaries. The function of a cast may be called
   * where no text names it.
   */
  private void passing(SchemaObject object) {
    if (object.kind() == Kind.CAST)
      object.dependsOn().forEach(function -> called.add(bare(function).name()));
    if (object.kind() == Kind.TEXT_SEARCH_CONFIGURATION && searched.contains(object.name().name()))
      object.dependsOn().forEach(dictionary -> searched.add(dictionary.name()));
  }

  private void type(SchemaObject type) {
    text(type.create());
    if (type.kind() == Kind.RANGE_TYPE)
      new RangeText(type.create().canonical()).difference().ifPresent(called::add);
  }

  private void table(Table table) {
    for (String sql : context.ddl().createTable(table, true)) text(SqlText.of(sql));
    table
        .indexes()
        .forEach(i -> text(SqlText.of(context.ddl().createIndex(table.name(), i, false))));
  }

  private void text(SqlText sql) {
    called.addAll(calls(sql.written()));
    searched.addAll(TextSearchNames.in(sql.written()));
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
        || object.kind().isTextSearch() && searched.contains(object.name().name())
        || object.kind() == Kind.FUNCTION && called.contains(bare(object.name()).name());
  }

  /** The statements that put an object into the trash. */
  public List<String> in(Trash trash, SchemaObject object) {
    List<String> statements = new ArrayList<>(List.of(trash.create()));
    for (Moved moved : all(object)) {
      String other = trash.name(moved.name);
      statements.add(context.sql("{} RENAME TO {}", moved.alter(moved.name), other));
      statements.add(
          context.sql(
              "{} SET SCHEMA {}", moved.alter(moved.name.withName(other)), Trash.NAMESPACE));
    }
    return statements;
  }

  /** The statements that take it out again. */
  public List<String> out(Trash trash, SchemaObject object) {
    List<String> statements = new ArrayList<>();
    List<Moved> all = new ArrayList<>(all(object));
    Collections.reverse(all);
    for (Moved moved : all) {
      QualifiedName place = trash.place(moved.name);
      statements.add(context.sql("{} SET SCHEMA {}", moved.alter(place), moved.name.schema()));
      statements.add(
          context.sql(
              "{} RENAME TO {}",
              moved.alter(moved.name.withName(place.name())),
              moved.name.name()));
    }
    return statements;
  }

  /** What the server renames and moves alone, with how it is called behind ALTER. */
  private record Moved(QualifiedName name, UnaryOperator<SqlText> words, PostgresContext context) {
    SqlText alter(QualifiedName by) {
      return words.apply(context.fragment("{}", by));
    }
  }

  private List<Moved> all(SchemaObject object) {
    QualifiedName name = bare(object.name());
    List<Moved> all = new ArrayList<>();
    if (object.kind() == Kind.RANGE_TYPE) all.addAll(besideRange(object));
    all.add(new Moved(name, by -> alter(object, by), context));
    return all;
  }

  /**
   * The functions that make the values of a range type, and its multirange type: they stay where
   * they are when the range type gets another name or namespace.
   */
  private List<Moved> besideRange(SchemaObject object) {
    RangeText text = new RangeText(object.create().canonical());
    QualifiedName range = object.name();
    QualifiedName multirange = context.multirange(object);
    SqlText subtype = SqlText.of(text.subtype().orElseThrow());
    List<Moved> all = new ArrayList<>();
    all.add(function(range, context.fragment("{}, {}", subtype, subtype)));
    all.add(function(range, context.fragment("{}, {}, text", subtype, subtype)));
    if (context.dialect().engine().version().atLeast(14)) {
      all.add(function(multirange, SqlText.of("")));
      all.add(function(multirange, context.fragment("{}", range)));
      all.add(function(multirange, context.fragment("VARIADIC {}[]", range)));
      all.add(new Moved(multirange, by -> context.fragment("ALTER TYPE {}", by), context));
    }
    return all;
  }

  private Moved function(QualifiedName name, SqlText arguments) {
    return new Moved(name, by -> context.fragment("ALTER FUNCTION {}({})", by, arguments), context);
  }

  private SqlText alter(SchemaObject object, SqlText name) {
    return context.fragment(
        "ALTER {} {}{}", ObjectWords.of(object.kind()), name, arguments(object));
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
