package dev.underpin.dialect.mysql.canonical;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import dev.underpin.dialect.mysql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code SHOW CREATE TABLE} prints, as far as a declaration is spelled by it: columns
 * with their types, collations and expressions, checks, and the keys of indexes.
 */
public record CreateTableReader(MysqlFlavor flavor) {
  /** The table, in the dialect's normal form. */
  public Table read(String createTable) {
    List<Token> tokens = Lexer.tokens(createTable);
    int open = 0;
    while (!tokens.get(open).is("(")) open++;
    int close = ExpressionNormalizer.closing(tokens, open);
    List<Column> columns = new ArrayList<>();
    List<Constraint> constraints = new ArrayList<>();
    List<Index> indexes = new ArrayList<>();
    for (List<Token> item : ExpressionNormalizer.items(tokens.subList(open + 1, close))) {
      Line line = new Line(createTable, item, flavor.isMariaDb());
      if (item.get(0).kind() == Kind.QUOTED) columns.add(line.column());
      else if (item.get(0).word("constraint")) line.check().ifPresent(constraints::add);
      else if (item.get(0).word("unique")) constraints.add(line.unique());
      else if (item.get(0).word("key")) indexes.add(line.index());
    }
    return CanonicalForm.normalize(
        new Table(
            QualifiedName.of(tokens.get(open - 1).name()),
            columns,
            constraints,
            indexes,
            Optional.empty(),
            Options.none()),
        flavor);
  }

  /** One definition between the parentheses. */
  private record Line(String text, List<Token> tokens, boolean isMariaDb) {
    Column column() {
      int end = 1;
      while (end < tokens.size() && !endsType(end)) end++;
      String type = CanonicalForm.type(between(1, end));
      Column column = Column.of(tokens.get(0).name(), type);
      for (int i = end; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        if (token.word("collate"))
          column = column.withCollation(Optional.of(Collations.canonical(tokens.get(++i).name())));
        else if (token.word("not")) column = column.withNullable(false);
        else if (token.word("as")) {
          int close = ExpressionNormalizer.closing(tokens, i + 1);
          SqlText expression = CanonicalForm.expression(between(i + 2, close));
          boolean stored = close + 1 < tokens.size() && isStored(tokens.get(close + 1));
          column = column.withGenerated(Optional.of(new Generated(expression, stored)));
          i = close;
        } else if (token.word("default")) {
          int last = defaultEnd(i + 1);
          column = column.withDefault(defaultValue(between(i + 1, last), type));
          i = last - 1;
        } else if (token.word("comment")) {
          i++;
        } else if (token.word("json_valid")) {
          column = column.withType("json").withCollation(Optional.empty());
        }
      }
      return column;
    }

    private Optional<SqlText> defaultValue(String printed, String type) {
      boolean bytes = !isMariaDb && CanonicalForm.isBytes(type);
      return CanonicalForm.defaultValue(bytes ? CanonicalForm.bytes(printed, type) : printed, type);
    }

    private static boolean isStored(Token token) {
      return token.word("stored") || token.word("persistent");
    }

    private boolean endsType(int i) {
      return switch (tokens.get(i).lower()) {
        case "character" -> i > 1;
        case "collate",
            "not",
            "null",
            "default",
            "generated",
            "as",
            "comment",
            "auto_increment",
            "check",
            "on",
            "invisible" ->
            true;
        default -> false;
      };
    }

    /** A default is one token with a sign or an introducer, a call, or stands in parentheses. */
    private int defaultEnd(int from) {
      int i = from;
      if (tokens.get(i).is("-") || tokens.get(i).is("+")) i++;
      if (tokens.get(i).kind() == Kind.WORD
          && i + 1 < tokens.size()
          && tokens.get(i + 1).kind() == Kind.STRING) i++;
      if (tokens.get(i).is("(")) return ExpressionNormalizer.closing(tokens, i) + 1;
      if (i + 1 < tokens.size() && tokens.get(i + 1).is("("))
        return ExpressionNormalizer.closing(tokens, i + 1) + 1;
      return i + 1;
    }

    Optional<CheckConstraint> check() {
      if (tokens.size() < 4 || !tokens.get(2).word("check")) return Optional.empty();
      SqlText expression =
          CanonicalForm.expression(between(4, ExpressionNormalizer.closing(tokens, 3)));
      return Optional.of(CheckConstraint.of(Optional.of(tokens.get(1).name()), expression));
    }

    UniqueConstraint unique() {
      return new UniqueConstraint(
          Optional.of(tokens.get(2).name()),
          keys(3),
          List.of(),
          false,
          Deferrability.NOT_DEFERRABLE,
          Options.none());
    }

    Index index() {
      return Index.of(tokens.get(1).name(), false, List.of())
          .withKeys(keys(2), List.of(), Optional.empty());
    }

    private List<IndexKey> keys(int open) {
      List<IndexKey> keys = new ArrayList<>();
      for (List<Token> key :
          ExpressionNormalizer.items(
              tokens.subList(open + 1, ExpressionNormalizer.closing(tokens, open)))) {
        Line line = new Line(text, key, isMariaDb);
        keys.add(
            key.get(0).is("(")
                ? IndexKey.expression(
                    CanonicalForm.expression(line.between(1, ExpressionNormalizer.closing(key, 0))))
                : IndexKey.column(key.get(0).name()));
      }
      return keys;
    }

    private String between(int from, int to) {
      return text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }
  }
}
