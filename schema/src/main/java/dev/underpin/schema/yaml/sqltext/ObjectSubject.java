package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a statement is about, as its key in the YAML names it.
 *
 * @param name without the arguments of a routine; of a cast its two types
 * @param arguments those of a routine in parentheses, as CREATE has them; empty for all others
 * @param table that of a trigger, rule or policy
 */
public record ObjectSubject(
    Kind kind, QualifiedName name, String arguments, Optional<QualifiedName> table) {
  /** What a key means; the text in front of the arguments is a name of the YAML. */
  public static ObjectSubject of(
      Kind kind, String key, Optional<QualifiedName> table, String namespace)
      throws SqlTextException {
    if (kind == Kind.CAST)
      return new ObjectSubject(kind, QualifiedName.of(key), "", Optional.empty());
    int open = kind.isRoutine() ? key.indexOf('(') : -1;
    String name = open < 0 ? key : key.substring(0, open).strip();
    String own = kind.isOfDatabase() || table.isPresent() ? "" : namespace;
    return new ObjectSubject(
        kind, NameParser.parse(name, own), open < 0 ? "" : key.substring(open).strip(), table);
  }

  /**
   * The name by which the object is found: a routine has the types of its arguments in it.
   *
   * @param overloads true where several routines can have one name
   */
  public QualifiedName identity(boolean overloads) throws SqlTextException {
    if (arguments.isEmpty() || !overloads) return name;
    return name.withName(name.name() + "(" + RoutineArguments.types(arguments) + ")");
  }

  /** The name, and the arguments of a routine. */
  String sql(UnaryOperator<String> quote) {
    if (kind == Kind.CAST) return "(" + name.name() + ")";
    return (table.isPresent() ? quote.apply(name.name()) : sql(name, quote)) + arguments;
  }

  /** The same behind COMMENT ON and DROP. */
  String sqlElsewhere(UnaryOperator<String> quote) throws SqlTextException {
    String on = table.map(t -> " ON " + sql(t, quote)).orElse("");
    if (arguments.isEmpty()) return sql(quote) + on;
    return sql(name, quote) + "(" + RoutineArguments.withoutDefaults(arguments) + ")";
  }

  static String sql(QualifiedName name, UnaryOperator<String> quote) {
    return name.schema().isEmpty()
        ? quote.apply(name.name())
        : quote.apply(name.schema()) + "." + quote.apply(name.name());
  }
}
