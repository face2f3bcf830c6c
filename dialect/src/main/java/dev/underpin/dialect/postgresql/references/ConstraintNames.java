package dev.underpin.dialect.postgresql.references;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that the server gives to constraints that are written without one: {@code
 * ChooseConstraintName} and {@code ChooseIndexName} in its source.
 */
public final class ConstraintNames {
  private static final Pattern NUMBER = Pattern.compile("\\d*");

  private ConstraintNames() {}

  public static String of(Table table, Constraint constraint) {
    String name = table.name().name();
    return constraint.match(
        key -> Identifiers.objectName(name, "", "pkey"),
        unique -> Identifiers.objectName(name, addition(distinct(indexColumns(unique))), "key"),
        foreign -> Identifiers.objectName(name, addition(foreign.columnList()), "fkey"),
        check -> Identifiers.objectName(name, onlyColumn(table, check), "check"),
        exclusion -> Identifiers.objectName(name, addition(distinct(elements(exclusion))), "excl"));
  }

  /** The name that the server gives an index of a partition that it makes by itself. */
  public static String of(Table table, Index index) {
    List<String> columns = distinct(indexColumns(index.keys(), index.include()));
    return Identifiers.objectName(table.name().name(), addition(columns), "idx");
  }

  /** True for a name that the server can have given an index of a partition. */
  public static boolean isOfServer(QualifiedName table, Index index) {
    List<String> columns = distinct(indexColumns(index.keys(), index.include()));
    String usual = Identifiers.objectName(table.name(), addition(columns), "idx");
    return index.name().startsWith(usual)
        && NUMBER.matcher(index.name().substring(usual.length())).matches();
  }

  private static List<String> indexColumns(UniqueConstraint unique) {
    return indexColumns(unique.keys(), unique.include());
  }

  private static List<String> indexColumns(List<IndexKey> keys, List<String> include) {
    Stream<String> names = keys.stream().map(ConstraintNames::name);
    return Stream.concat(names, include.stream()).toList();
  }

  private static String name(IndexKey key) {
    return key.column()
        .orElseGet(() -> ExpressionName.of(key.expression().orElseThrow().written()));
  }

  /** A check is named after the column that it mentions, where it mentions exactly one. */
  private static String onlyColumn(Table table, CheckConstraint check) {
    Set<String> all = table.columns().stream().map(Column::name).collect(Collectors.toSet());
    Set<String> mentioned = ColumnReferences.of(check.expression().written(), all);
    return mentioned.size() == 1 ? mentioned.iterator().next() : "";
  }

  /** The names are joined until the result would be too long anyway. */
  private static String addition(Collection<String> names) {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      if (!joined.isEmpty()) joined.append('_');
      joined.append(name);
      if (Identifiers.bytes(joined.toString()) > Identifiers.MAX_BYTES) break;
    }
    return joined.toString();
  }

  /** An index's columns get numbers where two would have the same name. */
  private static List<String> distinct(List<String> names) {
    List<String> result = new ArrayList<>();
    for (String name : names) {
      String candidate = name;
      for (int i = 1; result.contains(candidate); i++) {
        candidate =
            Identifiers.clip(name, Identifiers.MAX_BYTES - Integer.toString(i).length()) + i;
      }
      result.add(candidate);
    }
    return result;
  }

  /**
   * The elements of {@code EXCLUDE USING m (element WITH operator, …)}, as an index would call
   * them.
   */
  private static List<String> elements(ExclusionConstraint exclusion) {
    List<Token> tokens = Lexer.tokens(exclusion.definition().written());
    List<String> names = new ArrayList<>();
    int open = 0;
    while (open < tokens.size() && !tokens.get(open).is("(")) open++;
    int depth = 0;
    boolean first = true;
    for (int i = open; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(")) depth++;
      else if (token.is(")") && --depth == 0) break;
      else if (token.is(",") && depth == 1) first = true;
      if (!first || i == open) continue;
      first = false;
      names.add(token.identifier() ? token.name() : "expr");
    }
    return names;
  }

  /** The name that the server gives a NOT NULL, which is a constraint from version 18. */
  public static String notNull(QualifiedName table, String column, Predicate<String> taken) {
    for (int i = 0; ; i++) {
      String label = i == 0 ? "not_null" : "not_null" + i;
      String name = Identifiers.objectName(table.name(), column, label);
      if (!taken.test(name)) return name;
    }
  }
}
