package dev.underpin.dialect;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * SQL by template: {@code sql("ALTER TABLE {} DROP COLUMN {}", table, column)}. Each {@code {}}
 * takes the next argument, and the argument's type says how it is written:
 *
 * <ul>
 *   <li>a {@code String} is an identifier, and is quoted;
 *   <li>a {@link QualifiedName} is quoted, with its namespace unless that is implied;
 *   <li>a {@link SqlText} is SQL as written; a key word may also be an enum constant;
 *   <li>a {@link Literal} is a string literal; integers are digits;
 *   <li>a {@code Collection} is its elements, joined by commas; an {@code Optional} is its value,
 *       or nothing.
 * </ul>
 *
 * <p>A template is a constant, which the compiler checks: a name gets into SQL only as an argument.
 */
public final class SqlTemplate {
  private final UnaryOperator<String> identifiers;
  private final Function<QualifiedName, String> names;
  private final UnaryOperator<String> literals;

  /** A template that writes identifiers, qualified names and string literals as an engine does. */
  public SqlTemplate(
      UnaryOperator<String> identifiers,
      Function<QualifiedName, String> names,
      UnaryOperator<String> literals) {
    this.identifiers = identifiers;
    this.names = names;
    this.literals = literals;
  }

  /** A text that becomes a string literal. */
  public record Literal(String value) {}

  /** The template with its arguments filled in. */
  public String sql(@CompileTimeConstant String template, Object... arguments) {
    return fill(template, arguments);
  }

  /** The same, to be an argument of another template. */
  public SqlText fragment(@CompileTimeConstant String template, Object... arguments) {
    return SqlText.of(fill(template, arguments));
  }

  private String fill(String template, Object... arguments) {
    StringBuilder sql = new StringBuilder();
    int from = 0;
    for (Object argument : arguments) {
      int at = template.indexOf("{}", from);
      if (at < 0) throw new IllegalArgumentException("Too many arguments for: " + template);
      sql.append(template, from, at).append(written(argument));
      from = at + 2;
    }
    if (template.indexOf("{}", from) >= 0)
      throw new IllegalArgumentException("Too few arguments for: " + template);
    return sql.append(template, from, template.length()).toString();
  }

  private String written(Object argument) {
    if (argument instanceof String identifier) return identifiers.apply(identifier);
    if (argument instanceof QualifiedName name) return names.apply(name);
    if (argument instanceof SqlText text) return text.written();
    if (argument instanceof Literal literal) return literals.apply(literal.value());
    if (argument instanceof Enum<?> word) return word.name();
    if (argument instanceof Integer || argument instanceof Long) return argument.toString();
    if (argument instanceof Optional<?> optional) return optional.map(this::written).orElse("");
    if (argument instanceof Collection<?> list)
      return list.stream().map(this::written).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("No part of SQL: " + argument.getClass().getName());
  }
}
