package dev.underpin.dialect.sqlite.parser;

import dev.underpin.dialect.sqlite.canonical.ExpressionNormalizer;
import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one CREATE TABLE statement, by the grammar of <a
 * href="https://sqlite.org/lang_createtable.html">its page</a>.
 */
final class CreateTableParser {
  private static final Set<String> COLUMN_CONSTRAINTS =
      Set.of(
          "CONSTRAINT",
          "PRIMARY",
          "NOT",
          "NULL",
          "UNIQUE",
          "CHECK",
          "DEFAULT",
          "COLLATE",
          "REFERENCES",
          "AS",
          "DEFERRABLE");

  private final TokenCursor statement;
  private TokenCursor in;
  private final List<Column> columns = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private Optional<String> name = Optional.empty();

  CreateTableParser(String sql) {
    statement = new TokenCursor(sql, Lexer.tokens(sql));
    in = statement;
  }

  Table parse() {
    statement.expect("CREATE");
    if (!statement.take("TEMP")) statement.take("TEMPORARY");
    statement.expect("TABLE");
    statement.take("IF", "NOT", "EXISTS");
    String table = statement.name();
    if (statement.takeSymbol(".")) table = statement.name();
    List<Token> body = statement.parenthesised();
    SortedMap<String, String> options = tableOptions();

    in = statement.over(body);
    do {
      if (seesTableConstraint()) break;
      column();
    } while (in.takeSymbol(","));
    while (!in.atEnd()) {
      // SQLite does not insist on the comma between two table constraints.
      in.takeSymbol(",");
      tableConstraint();
    }
    Table parsed =
        new Table(
            QualifiedName.of(table), columns, constraints, List.of(), Optional.empty(), options);
    return TableRules.withImpliedNotNull(TableRules.withDeclaredNames(parsed));
  }

  private SortedMap<String, String> tableOptions() {
    TreeMap<String, String> options = new TreeMap<>();
    while (!statement.atEnd()) {
      if (statement.take("WITHOUT", "ROWID")) options.put(SqliteOptions.WITHOUT_ROWID, "true");
      else if (statement.take("STRICT")) options.put(SqliteOptions.STRICT, "true");
      else if (!statement.takeSymbol(",") && !statement.takeSymbol(";"))
        throw statement.expected("WITHOUT ROWID or STRICT");
    }
    return Options.copy(options);
  }

  private boolean seesTableConstraint() {
    return in.sees("CONSTRAINT")
        || in.sees("PRIMARY")
        || in.sees("UNIQUE")
        || in.sees("CHECK")
        || in.sees("FOREIGN");
  }

  private void column() {
    name = Optional.empty();
    columns.add(Column.of(in.name(), type()));
    while (!in.atEnd() && !in.seesSymbol(",")) columnConstraint();
  }

  private String type() {
    List<Token> tokens = new ArrayList<>();
    while (!in.atEnd() && !in.seesSymbol(",") && !seesColumnConstraint()) {
      Token token = in.next();
      tokens.add(token);
      if (!token.isSymbol("(")) continue;
      for (int depth = 1; depth > 0; ) {
        token = in.next();
        if (token.isSymbol("(")) depth++;
        if (token.isSymbol(")")) depth--;
        tokens.add(token);
      }
    }
    return in.text(tokens);
  }

  private boolean seesColumnConstraint() {
    return COLUMN_CONSTRAINTS.contains(in.word()) || in.sees("GENERATED", "ALWAYS");
  }

  private void columnConstraint() {
    Column column = columns.get(columns.size() - 1);
    if (in.take("CONSTRAINT")) {
      name = Optional.of(in.name());
    } else if (in.take("PRIMARY", "KEY")) {
      inlinePrimaryKey(column);
    } else if (in.take("NOT", "NULL")) {
      TreeMap<String, String> options = new TreeMap<>(column.options());
      onConflict().ifPresent(word -> options.put(SqliteOptions.NOT_NULL_ON_CONFLICT, word));
      takeName().ifPresent(n -> options.put(SqliteOptions.NOT_NULL_NAME, n));
      replace(column.withNullable(false).withOptions(Options.copy(options)));
    } else if (in.take("NULL")) {
      onConflict();
      takeName();
    } else if (in.take("UNIQUE")) {
      constraints.add(UniqueConstraint.of(takeName(), List.of(column.name())));
      setConflict();
    } else if (in.sees("CHECK")) {
      check();
    } else if (in.take("DEFAULT")) {
      replace(column.withDefault(Optional.of(SqlText.of(defaultText()))));
      takeName();
    } else if (in.take("COLLATE")) {
      replace(column.withCollation(Optional.of(in.name())));
      takeName();
    } else if (in.sees("REFERENCES")) {
      references(List.of(column.name()));
    } else if (in.sees("DEFERRABLE") || in.sees("NOT", "DEFERRABLE")) {
      deferrable();
    } else if (in.take("GENERATED", "ALWAYS", "AS") || in.take("AS")) {
      SqlText expression = SqlText.of(in.parenthesisedText());
      boolean stored = in.take("STORED");
      in.take("VIRTUAL");
      replace(column.withGenerated(Optional.of(new Generated(expression, stored))));
      takeName();
    } else {
      throw in.expected("a column constraint");
    }
  }

  private void inlinePrimaryKey(Column column) {
    boolean descending = in.take("DESC");
    if (!descending) in.take("ASC");
    IndexKey key = IndexKeyParser.descending(IndexKey.column(column.name()), descending);
    constraints.add(
        new PrimaryKey(
            takeName(), List.of(key), List.of(), Deferrability.NOT_DEFERRABLE, Options.none()));
    setConflict();
    if (in.take("AUTOINCREMENT"))
      replace(column.withIdentity(Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT))));
  }

  /**
   * A default as a person may write it, and as it is written again. A bare word is a string to
   * SQLite: in double quotes it still is, and nobody takes it for a column. A NULL is put in
   * parentheses, since without them a declaration says by it that there is no default; SQLite keeps
   * the two apart.
   */
  private String defaultText() {
    String text = in.seesSymbol("(") ? in.parenthesisedText() : unparenthesisedDefault();
    return text.equalsIgnoreCase("NULL") ? "(" + text + ")" : text;
  }

  private String unparenthesisedDefault() {
    Token token = in.next();
    if (token.isSymbol("+") || token.isSymbol("-")) return token.text() + in.next().text();
    boolean bare = token.kind() == Token.Kind.WORD && !ExpressionNormalizer.isLiteral(token.text());
    return bare ? Identifiers.quote(token.text()) : token.text();
  }

  private void tableConstraint() {
    if (in.take("CONSTRAINT")) {
      name = Optional.of(in.name());
    } else if (in.take("PRIMARY", "KEY")) {
      tablePrimaryKey();
    } else if (in.take("UNIQUE")) {
      List<IndexKey> keys =
          TokenCursor.split(in.parenthesised()).stream()
              .map(part -> IndexKeyParser.read(in, part))
              .toList();
      constraints.add(
          new UniqueConstraint(
              takeName(), keys, List.of(), false, Deferrability.NOT_DEFERRABLE, Options.none()));
      setConflict();
    } else if (in.sees("CHECK")) {
      check();
      setConflict();
    } else if (in.take("FOREIGN", "KEY")) {
      references(
          TokenCursor.split(in.parenthesised()).stream()
              .map(part -> in.over(part).name())
              .toList());
    } else if (in.sees("DEFERRABLE") || in.sees("NOT", "DEFERRABLE")) {
      deferrable();
    } else if (!in.atEnd()) {
      throw in.expected("a table constraint");
    }
  }

  private void tablePrimaryKey() {
    List<IndexKey> keys = new ArrayList<>();
    for (List<Token> part : TokenCursor.split(in.parenthesised())) {
      boolean numbered = part.get(part.size() - 1).isWord("AUTOINCREMENT");
      keys.add(IndexKeyParser.read(in, numbered ? part.subList(0, part.size() - 1) : part));
      if (numbered) {
        String column = keys.get(0).column().orElseThrow();
        columns.replaceAll(c -> Identifiers.isSame(c.name(), column) ? numbered(c) : c);
      }
    }
    boolean alias =
        keys.size() == 1 && keys.get(0).descending() && isInteger(keys.get(0).column().orElse(""));
    SortedMap<String, String> options =
        alias ? Options.of(SqliteOptions.ROWID_ALIAS, "true") : Options.none();
    constraints.add(
        new PrimaryKey(takeName(), keys, List.of(), Deferrability.NOT_DEFERRABLE, options));
    setConflict();
  }

  private static Column numbered(Column column) {
    return column.withIdentity(Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT)));
  }

  private boolean isInteger(String column) {
    return columns.stream()
        .anyMatch(
            c -> Identifiers.isSame(c.name(), column) && c.type().equalsIgnoreCase("INTEGER"));
  }

  private void check() {
    in.expect("CHECK");
    constraints.add(CheckConstraint.of(takeName(), SqlText.of(in.parenthesisedText())));
  }

  private void references(List<String> from) {
    in.expect("REFERENCES");
    QualifiedName table = QualifiedName.of(in.name());
    List<String> to =
        in.seesSymbol("(")
            ? TokenCursor.split(in.parenthesised()).stream()
                .map(part -> in.over(part).name())
                .toList()
            : List.of();
    ReferentialAction onDelete = ReferentialAction.UNSAID;
    ReferentialAction onUpdate = ReferentialAction.UNSAID;
    String match = "SIMPLE";
    while (true) {
      if (in.take("ON", "DELETE")) onDelete = action();
      else if (in.take("ON", "UPDATE")) onUpdate = action();
      else if (in.take("ON", "INSERT")) action();
      else if (in.take("MATCH")) match = in.name().toUpperCase(Locale.ROOT);
      else break;
    }
    constraints.add(
        new ForeignKey(
            takeName(),
            from,
            table,
            to,
            onDelete,
            onUpdate,
            match,
            Deferrability.NOT_DEFERRABLE,
            false,
            List.of(),
            Options.none()));
    if (in.sees("DEFERRABLE") || in.sees("NOT", "DEFERRABLE")) deferrable();
  }

  private ReferentialAction action() {
    if (in.take("SET", "NULL")) return ReferentialAction.SET_NULL;
    if (in.take("SET", "DEFAULT")) return ReferentialAction.SET_DEFAULT;
    if (in.take("CASCADE")) return ReferentialAction.CASCADE;
    if (in.take("RESTRICT")) return ReferentialAction.RESTRICT;
    in.expect("NO", "ACTION");
    return ReferentialAction.UNSAID;
  }

  /** {@code [NOT] DEFERRABLE [INITIALLY …]}, which speaks of the foreign key before it. */
  private void deferrable() {
    boolean not = in.take("NOT");
    in.expect("DEFERRABLE");
    boolean deferred = in.take("INITIALLY", "DEFERRED");
    if (!deferred) in.take("INITIALLY", "IMMEDIATE");
    int last = constraints.size() - 1;
    if (last < 0 || !(constraints.get(last) instanceof ForeignKey key))
      throw in.expected("a foreign key before DEFERRABLE");
    Deferrability when =
        not
            ? Deferrability.NOT_DEFERRABLE
            : deferred ? Deferrability.INITIALLY_DEFERRED : Deferrability.INITIALLY_IMMEDIATE;
    constraints.set(last, key.withDeferrability(when));
  }

  private Optional<String> onConflict() {
    return in.take("ON", "CONFLICT") ? Optional.of(in.next().upper()) : Optional.empty();
  }

  /** Give the last constraint the ON CONFLICT that follows it, if one does. */
  private void setConflict() {
    int last = constraints.size() - 1;
    onConflict()
        .ifPresent(word -> constraints.set(last, withConflict(constraints.get(last), word)));
  }

  private static Constraint withConflict(Constraint constraint, String word) {
    SortedMap<String, String> options =
        Options.with(constraint.options(), SqliteOptions.ON_CONFLICT, Optional.of(word));
    return constraint instanceof ForeignKey ? constraint : constraint.withOptions(options);
  }

  private Optional<String> takeName() {
    Optional<String> taken = name;
    name = Optional.empty();
    return taken;
  }

  private void replace(Column column) {
    columns.set(columns.size() - 1, column);
  }
}
