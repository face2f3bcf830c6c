package dev.underpin.dialect.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.PrismaTypes;
import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SharedNames;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.mysql.canonical.ScratchRule;
import dev.underpin.dialect.mysql.ddl.ForeignKeyIndexes;
import dev.underpin.dialect.mysql.ddl.GeneratedNames;
import dev.underpin.dialect.mysql.ddl.MysqlAlter;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.dialect.mysql.ddl.MysqlRowValues;
import dev.underpin.dialect.mysql.ddl.ObjectHead;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.ReservedWords;
import dev.underpin.dialect.mysql.lexer.StatementSplitter;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lowering.DefaultNormalizer;
import dev.underpin.dialect.mysql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.mysql.lowering.ForeignKeyActions;
import dev.underpin.dialect.mysql.lowering.LowerCaseTableNames;
import dev.underpin.dialect.mysql.lowering.Lowering;
import dev.underpin.dialect.mysql.lowering.MysqlPrismaTypes;
import dev.underpin.dialect.mysql.lowering.Normalizer;
import dev.underpin.dialect.mysql.lowering.ObjectStatements;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.references.MysqlNames;
import dev.underpin.dialect.mysql.references.NameReferences;
import dev.underpin.dialect.mysql.traits.TableTrait;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
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
  /** Makes SQL by template; the same for every version. */
  public static final SqlTemplate SQL =
      new SqlTemplate(MysqlDialect::quoted, MysqlDialect::quoted, StringLiteral::of);

  private final Engine engine;
  private final MysqlFlavor flavor;

  MysqlDialect(Engine engine) {
    this.engine = engine;
    this.flavor = MysqlFlavor.of(engine);
  }

  @Override
  public boolean keepsTriggerTexts() {
    return true;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** Which product it is, and what it can. */
  public MysqlFlavor flavor() {
    return flavor;
  }

  @Override
  public String quote(String identifier) {
    return Identifiers.quote(identifier);
  }

  @Override
  public RowValues rowValues() {
    return new MysqlRowValues(template(""), !flavor.isMariaDb());
  }

  @Override
  public String literal(String value) {
    return StringLiteral.of(value);
  }

  /** Quote an identifier; the same for every version. */
  public static String quoted(String identifier) {
    return Identifiers.quote(identifier);
  }

  /** Quote a qualified name; the same for every version. */
  public static String quoted(QualifiedName name) {
    return Identifiers.quote(name);
  }

  @Override
  public String foldTable(String name) {
    return engine.smallNames() ? Identifiers.lower(name) : name;
  }

  /** In a table case never counts, whatever {@code lower_case_table_names} is. */
  @Override
  public String foldInTable(String name) {
    return Identifiers.lower(name);
  }

  @Override
  public SharedNames sharedNames(Schema schema) {
    return new MysqlNames(this, flavor.isMariaDb()).of(schema);
  }

  @Override
  public String defaultNamespace() {
    return "";
  }

  /** The limit is 64 characters; a name of 64 bytes has at most as many. */
  @Override
  public boolean isReserved(String word) {
    return ReservedWords.isReserved(word);
  }

  @Override
  public int maxIdentifierBytes() {
    return Identifiers.MAX_LENGTH;
  }

  @Override
  public Declared lower(Declared declared, String namespace, Consumer<Problem> problems) {
    Declared named =
        engine.smallNames() ? new LowerCaseTableNames(declared, problems).run() : declared;
    return new Lowering(named, flavor, problems).run();
  }

  @Override
  public PrismaTypes prismaTypes() {
    return new MysqlPrismaTypes();
  }

  @Override
  public Schema normalize(Schema schema) {
    return new Normalizer(flavor).schema(schema);
  }

  @Override
  public Optional<String> defaultName(Table table, Constraint constraint) {
    return Identifiers.of(table, constraint);
  }

  /** The servers' own names are others than ours, and what is left unsaid keeps any. */
  @Override
  public Optional<String> unsaidName(Table table, Constraint constraint) {
    return Optional.empty();
  }

  @Override
  public Table complete(Table table, Optional<Table> live) {
    return ForeignKeyIndexes.completed(table, live, flavor.isMariaDb());
  }

  @Override
  public Optional<QualifiedName> defaultSequenceName(
      QualifiedName table, String column, Identity identity) {
    return Optional.empty();
  }

  @Override
  public SqlText renameColumn(SqlText expression, String from, String to) {
    return SqlText.of(
        NameReferences.renameColumn(expression.written(), from, to),
        NameReferences.renameColumn(expression.canonical(), from, Identifiers.lower(to)));
  }

  @Override
  public boolean mentionsColumn(SqlText expression, String column) {
    return NameReferences.ofColumn(expression.written(), column);
  }

  @Override
  public SqlText renameTable(SqlText statement, QualifiedName from, QualifiedName to) {
    return both(statement, text -> NameReferences.renameTable(text, from, to));
  }

  /**
   * A trigger follows its table; what bodies and views say stays, and fails until it is changed.
   */
  @Override
  public SqlText afterRename(SchemaObject object, QualifiedName from, QualifiedName to) {
    boolean follows = object.table().filter(from::equals).isPresent();
    return follows
        ? ObjectStatements.normalized(
            SqlText.of(ObjectHead.onTable(object.create().written(), from, to)))
        : object.create();
  }

  @Override
  public String identifier(String identifier) {
    return identifier.startsWith("`")
        ? identifier.substring(1, identifier.length() - 1).replace("``", "`")
        : identifier;
  }

  @Override
  public List<String> splitStatements(String script) {
    return StatementSplitter.split(script);
  }

  @Override
  public List<String> tokens(String statement) {
    return Lexer.tokens(statement).stream().map(Token::text).toList();
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
    return DefaultNormalizer.isOneValue(value);
  }

  /** True for an expression that has the same value whenever it is asked of the same row. */
  public boolean isSteady(SqlText expression) {
    return ExpressionNormalizer.isSteady(expression.written());
  }

  /**
   * True for a default that the server computes for each row, even where it is always the same: a
   * new column does not get it by the way.
   */
  public boolean isComputedDefault(Column column) {
    TypeName type = TypeName.parse(column.type()).orElse(TypeName.of(column.type(), List.of()));
    return column
        .defaultValue()
        .filter(d -> !isOneValue(d) || DefaultNormalizer.sql(d, type, flavor).startsWith("("))
        .isPresent();
  }

  /** The statements of this flavour. */
  public MysqlDdl ddl() {
    return new MysqlDdl(this, flavor);
  }

  /** The clauses that change a table of this flavour. */
  public MysqlAlter alter() {
    return new MysqlAlter(this, flavor);
  }

  private static SqlText both(SqlText text, UnaryOperator<String> operator) {
    return SqlText.of(operator.apply(text.written()), operator.apply(text.canonical()));
  }

  @Override
  public boolean isSame(Constraint one, Constraint other) {
    return ForeignKeyActions.folded(one).equals(ForeignKeyActions.folded(other));
  }

  @Override
  public String traits(Table table) {
    return TableTrait.text(table, flavor);
  }

  @Override
  public Table portable(Table table) {
    return ForeignKeyActions.folded(table);
  }

  @Override
  public SchemaObject portable(SchemaObject object) {
    String text = ObjectStatements.withoutDefiner(object.create());
    boolean event = object.kind() == SchemaObject.Kind.EVENT;
    return object.withCreate(
        object.create().withCanonical(event ? ObjectStatements.withoutStart(text) : text));
  }
}
