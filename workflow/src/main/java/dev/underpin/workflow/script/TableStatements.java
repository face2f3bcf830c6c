package dev.underpin.workflow.script;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.ReferentialAction.Type;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.alter.AlterOperation;
import net.sf.jsqlparser.statement.comment.Comment;
import net.sf.jsqlparser.statement.create.index.CreateIndex;
import net.sf.jsqlparser.statement.create.table.ColumnDefinition;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.table.ForeignKeyIndex;

/** Reads statements about tables, as JSqlParser takes them apart. */
record TableStatements(Names names, Map<QualifiedName, TableDraft> tables) {
  private static final Set<String> USUAL_METHODS = Set.of("btree");

  void read(String sql, List<String> tokens) throws NotRead {
    if (Names.is(tokens.get(0), "create") && tokens.stream().anyMatch(t -> Names.is(t, "index"))) {
      // The parser reads only some conditions of an index.
      int where = names.topLevel(sql, "where");
      if (where >= 0) {
        String begin = sql.substring(0, where);
        String condition = sql.substring(where + "where".length()).strip();
        index(parsed(begin, names.dialect().tokens(begin)), Optional.of(condition));
        return;
      }
    }
    Statement statement = parsed(sql, tokens);
    if (statement instanceof CreateTable create) create(create);
    else if (statement instanceof CreateIndex) index(statement, Optional.empty());
    else if (statement instanceof Alter alter) alter(alter);
    else if (statement instanceof Comment comment) comment(comment);
    else throw new NotRead("it is about something else than a table");
  }

  private Statement parsed(String sql, List<String> tokens) throws NotRead {
    Statement statement;
    try {
      statement = CCJSqlParserUtil.parse(sql, parser -> parser.withSquareBracketQuotation(false));
    } catch (JSQLParserException e) {
      throw new NotRead(firstLine(e));
    }
    requireAll(tokens, String.valueOf(statement));
    return statement;
  }

  private static String firstLine(JSQLParserException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^[A-Za-z.]*Exception: ", "");
  }

  /** What the parser passes over would be lost. */
  private void requireAll(List<String> tokens, String parsed) throws NotRead {
    List<String> kept =
        new ArrayList<>(
            names.dialect().tokens(parsed).stream().map(t -> t.toLowerCase(Locale.ROOT)).toList());
    for (String token : tokens)
      if (!kept.remove(token.toLowerCase(Locale.ROOT)) && !token.equals(";"))
        throw new NotRead(token);
  }

  private TableDraft table(net.sf.jsqlparser.schema.Table name) throws NotRead {
    TableDraft draft = tables.get(names.of(name));
    if (draft == null) throw new NotRead("there is no table " + name + " before it");
    return draft;
  }

  private void create(CreateTable create) throws NotRead {
    if (create.getSelect() != null || create.getLikeTable() != null)
      throw new NotRead("a table that is made like another");
    if (create.getCreateOptionsStrings() != null)
      throw new NotRead(String.join(" ", create.getCreateOptionsStrings()));
    TableDraft draft = new TableDraft(names.of(create.getTable()));
    for (ColumnDefinition column : create.getColumnDefinitions()) add(draft, column);
    if (create.getIndexes() != null)
      for (net.sf.jsqlparser.statement.create.table.Index index : create.getIndexes())
        add(draft, index);
    if (create.getTableOptionsStrings() != null)
      new TableWords(draft, names, create.getTableOptionsStrings()).read();
    tables.put(draft.name, draft);
  }

  private void add(TableDraft table, ColumnDefinition column) throws NotRead {
    String name = names.of(column.getColumnName());
    List<String> specs = column.getColumnSpecs() == null ? List.of() : column.getColumnSpecs();
    table.columns.put(
        name, new ColumnWords(table, names, name, column.getColDataType(), specs).read());
  }

  private void add(TableDraft table, net.sf.jsqlparser.statement.create.table.Index index)
      throws NotRead {
    Optional<String> name = Optional.ofNullable(index.getName()).map(names::of);
    if (index instanceof net.sf.jsqlparser.statement.create.table.CheckConstraint check) {
      table.constraints.add(
          CheckConstraint.of(name, SqlText.of(String.valueOf(check.getExpression()))));
      return;
    }
    if (index instanceof ForeignKeyIndex key) {
      table.constraints.add(foreignKey(name, key));
      return;
    }
    boolean usual = index.getUsing() == null || isUsual(index.getUsing());
    List<String> spec = index.getIndexSpec() == null ? List.of() : index.getIndexSpec();
    boolean usingUsual =
        spec.isEmpty()
            || spec.size() == 2 && Names.is(spec.get(0), "using") && isUsual(spec.get(1));
    if (!usual || !usingUsual) throw new NotRead(String.join(" ", spec));
    String kind =
        (index.getType() == null ? String.valueOf(index.getIndexKeyword()) : index.getType())
            .toLowerCase(Locale.ROOT);
    List<IndexKey> keys = keys(index);
    switch (kind) {
      case "primary key" -> table.constraints.add(primaryKey(name, keys));
      case "unique", "unique key", "unique index" -> table.constraints.add(unique(name, keys));
      case "key", "index" ->
          table.indexes.add(
              Index.of(required(name), false, List.of())
                  .withKeys(keys, List.of(), Optional.empty()));
      case "fulltext key", "fulltext index", "spatial key", "spatial index" ->
          table.indexes.add(
              new Index(
                  required(name),
                  false,
                  kind.substring(0, kind.indexOf(' ')),
                  keys,
                  List.of(),
                  Optional.empty(),
                  false,
                  Options.none(),
                  Options.none()));
      default -> throw new NotRead(kind);
    }
  }

  private static boolean isUsual(String method) {
    return USUAL_METHODS.contains(method.toLowerCase(Locale.ROOT));
  }

  private static String required(Optional<String> name) throws NotRead {
    if (name.isEmpty()) throw new NotRead("an index without a name");
    return name.get();
  }

  private static Constraint primaryKey(Optional<String> name, List<IndexKey> keys) {
    PrimaryKey key = PrimaryKey.of(name, List.of());
    return new PrimaryKey(name, keys, key.include(), key.deferrability(), key.options());
  }

  private static Constraint unique(Optional<String> name, List<IndexKey> keys) {
    UniqueConstraint key = UniqueConstraint.of(name, List.of());
    return new UniqueConstraint(
        name, keys, key.include(), false, key.deferrability(), Options.none());
  }

  private ForeignKey foreignKey(Optional<String> name, ForeignKeyIndex key) throws NotRead {
    return ForeignKey.of(
            name,
            names.all(key.getColumnsNames()),
            names.of(key.getTable()),
            key.getReferencedColumnNames() == null
                ? List.of()
                : names.all(key.getReferencedColumnNames()))
        .withActions(action(key, Type.DELETE), action(key, Type.UPDATE));
  }

  private static ReferentialAction action(ForeignKeyIndex key, Type type) {
    net.sf.jsqlparser.statement.ReferentialAction said = key.getReferentialAction(type);
    if (said == null) return ReferentialAction.UNSAID;
    return switch (said.getAction()) {
      case CASCADE -> ReferentialAction.CASCADE;
      case RESTRICT -> ReferentialAction.RESTRICT;
      case NO_ACTION -> ReferentialAction.NO_ACTION;
      case SET_DEFAULT -> ReferentialAction.SET_DEFAULT;
      case SET_NULL -> ReferentialAction.SET_NULL;
    };
  }

  private List<IndexKey> keys(net.sf.jsqlparser.statement.create.table.Index index) throws NotRead {
    List<IndexKey> keys = new ArrayList<>();
    for (net.sf.jsqlparser.statement.create.table.Index.ColumnParams column : index.getColumns())
      keys.add(key(column));
    return keys;
  }

  private IndexKey key(net.sf.jsqlparser.statement.create.table.Index.ColumnParams column)
      throws NotRead {
    List<String> words = column.getParams() == null ? List.of() : column.getParams();
    boolean descending = false;
    Optional<IndexKey.Nulls> nulls = Optional.empty();
    OptionalInt prefix = OptionalInt.empty();
    for (String word : words) {
      switch (word.toLowerCase(Locale.ROOT)) {
        case "asc", "nulls" -> {}
        case "desc" -> descending = true;
        case "first" -> nulls = Optional.of(IndexKey.Nulls.FIRST);
        case "last" -> nulls = Optional.of(IndexKey.Nulls.LAST);
        default -> {
          if (!word.matches("\\([0-9]+\\)")) throw new NotRead(word + " of an index");
          prefix = OptionalInt.of(Integer.parseInt(names.withoutParentheses(word)));
        }
      }
    }
    // NULLs are last in an ascending index, and first in a descending one.
    boolean usual =
        nulls.equals(Optional.of(descending ? IndexKey.Nulls.FIRST : IndexKey.Nulls.LAST));
    return new IndexKey(
        Optional.of(names.of(column.getColumnName())),
        Optional.empty(),
        descending,
        usual ? Optional.empty() : nulls,
        Optional.empty(),
        Optional.empty(),
        prefix);
  }

  private void index(Statement statement, Optional<String> condition) throws NotRead {
    if (!(statement instanceof CreateIndex create)) throw new NotRead("a condition");
    net.sf.jsqlparser.statement.create.table.Index index = create.getIndex();
    TableDraft table = table(create.getTable());
    if (create.getTailParameters() != null && !create.getTailParameters().isEmpty())
      throw new NotRead(String.join(" ", create.getTailParameters()));
    Optional<SqlText> where = condition.map(text -> SqlText.of(names.withoutParentheses(text)));
    String method =
        index.getUsing() == null || isUsual(index.getUsing())
            ? ""
            : index.getUsing().toLowerCase(Locale.ROOT);
    String kind = index.getType() == null ? "" : index.getType().toLowerCase(Locale.ROOT);
    if (!Set.of("", "unique").contains(kind)) throw new NotRead(kind);
    table.indexes.add(
        new Index(
            names.of(index.getName()),
            kind.equals("unique"),
            method,
            keys(index),
            List.of(),
            where,
            false,
            Options.none(),
            Options.none()));
  }

  private void alter(Alter alter) throws NotRead {
    TableDraft table = table(alter.getTable());
    for (AlterExpression change : alter.getAlterExpressions()) alter(table, change);
  }

  private void alter(TableDraft table, AlterExpression change) throws NotRead {
    AlterOperation operation = change.getOperation();
    if (operation == AlterOperation.SET_TABLE_OPTION) {
      // The next number is of the rows.
      if (!String.valueOf(change).startsWith("AUTO_INCREMENT")) throw new NotRead("" + change);
    } else if (change.getColumnSetDefaultList() != null) {
      for (AlterExpression.ColumnSetDefault each : change.getColumnSetDefaultList()) {
        SqlText value = SqlText.of(each.getDefaultValue());
        table.change(names.of(each.getColumnName()), c -> c.withDefault(Optional.of(value)));
      }
    } else if (change.getColDataTypeList() != null
        && (operation == AlterOperation.ADD || operation == AlterOperation.MODIFY)) {
      for (AlterExpression.ColumnDataType column : change.getColDataTypeList()) {
        String name = names.of(column.getColumnName());
        if (operation == AlterOperation.MODIFY && !table.columns.containsKey(name))
          throw new NotRead("there is no column " + name);
        add(table, column);
      }
    } else if (operation == AlterOperation.ADD) {
      constraint(table, change);
    } else {
      throw new NotRead(String.valueOf(change));
    }
  }

  private void constraint(TableDraft table, AlterExpression change) throws NotRead {
    if (change.getIndex() != null) {
      add(table, change.getIndex());
    } else if (change.getPkColumns() != null) {
      table.constraints.add(PrimaryKey.of(Optional.empty(), names.all(change.getPkColumns())));
    } else if (change.getUkColumns() != null) {
      table.constraints.add(
          UniqueConstraint.of(
              Optional.ofNullable(change.getUkName()).map(names::of),
              names.all(change.getUkColumns())));
    } else {
      throw new NotRead(String.valueOf(change));
    }
  }

  private void comment(Comment comment) throws NotRead {
    Optional<String> text = Optional.of(comment.getComment().getNotExcapedValue());
    if (comment.getColumn() != null) {
      table(comment.getColumn().getTable())
          .change(names.of(comment.getColumn().getColumnName()), c -> c.withComment(text));
    } else if (comment.getTable() != null) {
      table(comment.getTable()).comment = text;
    } else {
      throw new NotRead("a comment on something else than a table or column");
    }
  }
}
