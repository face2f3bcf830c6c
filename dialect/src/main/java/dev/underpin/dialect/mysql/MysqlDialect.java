package dev.underpin.dialect.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The language of MySQL and MariaDB. A database is a namespace; the one that a connection begins in
 * has no name here, so that one plan serves databases of different names.
 *
 * <p>It supposes a session, or a file, that has set the SQL mode as {@link MysqlDdl#setSqlMode}
 * does.
 */
public final class MysqlDialect implements Dialect {
  private final Engine engine;
  private final Flavor flavor;

  MysqlDialect(Engine engine) {
    this.engine = engine;
    this.flavor = Flavor.of(engine);
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** Which product it is, and what it can. */
  public Flavor flavor() {
    return flavor;
  }

  @Override
  public String quote(String identifier) {
    return Names.quote(identifier);
  }

  @Override
  public String literal(String value) {
    return quotedString(value);
  }

  /** Quote an identifier; the same for every version. */
  public static String quoted(String identifier) {
    return Names.quote(identifier);
  }

  /** Quote a qualified name; the same for every version. */
  public static String quoted(QualifiedName name) {
    String last = quoted(name.name());
    return name.schema().isEmpty() ? last : quoted(name.schema()) + "." + last;
  }

  /** A string; a backslash is doubled, as the session's SQL mode wants it. */
  public static String quotedString(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
  }

  @Override
  public String defaultNamespace() {
    return "";
  }

  /** The limit is 64 characters; a name of 64 bytes has at most as many. */
  @Override
  public int maxIdentifierBytes() {
    return Names.MAX_LENGTH;
  }

  @Override
  public Declared lower(Declared declared, String namespace, Consumer<Problem> problems) {
    Declared named = engine.smallNames() ? new SmallNames(declared, problems).run() : declared;
    return new Lowering(named, flavor, problems).run();
  }

  @Override
  public Schema normalize(Schema schema) {
    return new Normalizer(flavor).schema(schema);
  }

  @Override
  public Optional<String> defaultName(Table table, Constraint constraint) {
    return Names.of(table, constraint);
  }

  /** The servers' own names are others than ours, and what is left unsaid keeps any. */
  @Override
  public Optional<String> unsaidName(Table table, Constraint constraint) {
    return Optional.empty();
  }

  @Override
  public Table complete(Table table, Optional<Table> live) {
    return ForeignKeyIndexes.completed(table, live);
  }

  @Override
  public Optional<QualifiedName> defaultSequenceName(
      QualifiedName table, String column, Identity identity) {
    return Optional.empty();
  }

  @Override
  public SqlText renameColumn(SqlText expression, String from, String to) {
    return SqlText.of(
        Mentions.renameColumn(expression.written(), from, to),
        Mentions.renameColumn(expression.canonical(), from, to.toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean mentionsColumn(SqlText expression, String column) {
    return Mentions.ofColumn(expression.written(), column);
  }

  @Override
  public SqlText renameTable(SqlText statement, QualifiedName from, QualifiedName to) {
    return both(statement, text -> Mentions.renameTable(text, from, to));
  }

  @Override
  public List<String> splitStatements(String script) {
    return Statements.split(script);
  }

  @Override
  public Optional<String> whyNotInScratch(String statement) {
    return ScratchRule.refuses(statement);
  }

  @Override
  public Table renamed(Table table, QualifiedName to) {
    return GeneratedNames.follow(table, to);
  }

  /** True for a constant, and for the time of the statement: one value for all rows. */
  public boolean isOneValue(SqlText value) {
    return Defaults.isOneValue(value);
  }

  /** True for an expression that has the same value whenever it is asked of the same row. */
  public boolean isSteady(SqlText expression) {
    return Expressions.isSteady(expression.written());
  }

  /**
   * True for a default that the server computes for each row, be it always the same: a new column
   * does not get it by the way.
   */
  public boolean isComputedDefault(Column column) {
    TypeName type = TypeName.parse(column.type()).orElse(TypeName.of(column.type(), List.of()));
    return column
        .defaultValue()
        .filter(d -> !isOneValue(d) || Defaults.sql(d, type, flavor).startsWith("("))
        .isPresent();
  }

  /** The statements of this flavour. */
  public MysqlDdl ddl() {
    return new MysqlDdl(this);
  }

  /** The clauses that change a table of this flavour. */
  public MysqlAlter alter() {
    return new MysqlAlter(this);
  }

  private static SqlText both(SqlText text, UnaryOperator<String> operator) {
    return SqlText.of(operator.apply(text.written()), operator.apply(text.canonical()));
  }
}
