package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as it is in the file.
 *
 * @param table what the model shows of it
 * @param hidden its columns in the trash, behind the others
 * @param raw the text that created it, where it is to be recreated to the byte
 */
public record PhysicalTable(Table table, List<Column> hidden, Optional<String> raw) {
  private static final List<String> ROWID_WORDS = List.of("rowid", "_rowid_", "oid");

  public PhysicalTable {
    hidden = List.copyOf(hidden);
  }

  /** A table of which the model shows all. */
  public static PhysicalTable of(Table table) {
    return new PhysicalTable(table, List.of(), Optional.empty());
  }

  public QualifiedName name() {
    return table.name();
  }

  /** All of its columns, hidden ones too. */
  public List<Column> columns() {
    List<Column> all = new ArrayList<>(table.columns());
    all.addAll(hidden);
    return all;
  }

  /** The columns that the model shows and that hold a value of their own. */
  List<Column> stored() {
    return table.columns().stream().filter(c -> c.generated().isEmpty()).toList();
  }

  /** The columns of its primary key. */
  List<String> key() {
    return table.primaryKey().map(PrimaryKey::columns).map(List::copyOf).orElse(List.of());
  }

  /** {@code "table"."column"}: unlike a bare quoted name, it is never taken for a string. */
  SqlText value(String column) {
    return TEMPLATE.fragment("{}.{}", name(), column);
  }

  /** The statement that creates it under another name. */
  public String createAs(String name) {
    return raw.map(text -> SqliteAlter.createdAs(text, name))
        .orElseGet(
            () -> SqliteDdl.createTable(table.withColumns(columns()), QualifiedName.of(name)));
  }

  /**
   * True where a check or a generated column names a column together with the table: such a text
   * cannot be part of a table of another name.
   */
  public boolean namesItself() {
    List<String> texts = new ArrayList<>();
    for (CheckConstraint check : table.constraintsOf(CheckConstraint.class))
      texts.add(check.expression().written());
    for (Column column : table.columns())
      column.generated().ifPresent(g -> texts.add(g.expression().written()));
    return texts.stream().map(Lexer::tokens).anyMatch(this::namesItself);
  }

  private boolean namesItself(List<Token> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean own =
          tokens.get(i).isName() && Identifiers.isSame(tokens.get(i).name(), name().name());
      if (own && tokens.get(i + 1).isSymbol(".")) return true;
    }
    return false;
  }

  boolean isWithoutRowid() {
    return SqliteOptions.isSet(table.options(), SqliteOptions.WITHOUT_ROWID);
  }

  boolean isStrict() {
    return SqliteOptions.isSet(table.options(), SqliteOptions.STRICT);
  }

  boolean isAutoincrement() {
    return TableRules.isAutoincrement(table);
  }

  /** The column that is another name for the rowid. */
  Optional<String> rowidAlias() {
    return TableRules.rowidAlias(table).map(Column::name);
  }

  /** The rowid as an expression, where a word for it is free. */
  Optional<SqlText> rowidValue() {
    return rowid().map(word -> TEMPLATE.fragment("{}.{}", name(), SqlText.of(word)));
  }

  /**
   * A word that means the rowid: absent in a WITHOUT ROWID table, and where columns have taken all
   * three words.
   */
  public Optional<String> rowid() {
    if (isWithoutRowid()) return Optional.empty();
    return ROWID_WORDS.stream()
        .filter(word -> columns().stream().noneMatch(c -> Identifiers.isSame(c.name(), word)))
        .findFirst();
  }

  /** True where rows have a number that no column shows, and that has to be carried along. */
  boolean hasHiddenRowid() {
    return !isWithoutRowid() && rowidAlias().isEmpty();
  }
}
