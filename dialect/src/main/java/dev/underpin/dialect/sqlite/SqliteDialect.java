package dev.underpin.dialect.sqlite;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.PrismaTypes;
import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SharedNames;
import dev.underpin.dialect.sqlite.ddl.SqliteRowValues;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.ReservedWords;
import dev.underpin.dialect.sqlite.lexer.StatementSplitter;
import dev.underpin.dialect.sqlite.lexer.StringLiteral;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.dialect.sqlite.lowering.Lowering;
import dev.underpin.dialect.sqlite.lowering.Normalizer;
import dev.underpin.dialect.sqlite.lowering.SqlitePrismaTypes;
import dev.underpin.dialect.sqlite.references.NameReferences;
import dev.underpin.dialect.sqlite.references.SqliteNames;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SQLite's language. It has no namespaces, folds no names in what it stores but compares them
 * without regard to case, and leaves a constraint without a name unnamed.
 */
public record SqliteDialect(Engine engine) implements Dialect {
  @Override
  public String quote(String identifier) {
    return Identifiers.quote(identifier);
  }

  /** A name never has a namespace here. */
  @Override
  public String quote(QualifiedName name) {
    return Identifiers.quote(name.name());
  }

  @Override
  public RowValues rowValues() {
    return new SqliteRowValues(template(""));
  }

  @Override
  public String literal(String value) {
    return StringLiteral.of(value);
  }

  @Override
  public SharedNames sharedNames(Schema schema) {
    return SqliteNames.of(schema);
  }

  @Override
  public String defaultNamespace() {
    return "";
  }

  @Override
  public String foldTable(String name) {
    return Identifiers.lower(name);
  }

  @Override
  public String foldInTable(String name) {
    return Identifiers.lower(name);
  }

  /** SQLite sets no limit to a name. */
  @Override
  public boolean isReserved(String word) {
    return ReservedWords.isKeyword(word) && !ReservedWords.isTakenForName(word);
  }

  @Override
  public int maxIdentifierBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Declared lower(Declared declared, String namespace, Consumer<Problem> problems) {
    return new Lowering(declared, problems).lower();
  }

  @Override
  public PrismaTypes prismaTypes() {
    return new SqlitePrismaTypes();
  }

  @Override
  public Schema normalize(Schema schema) {
    return Normalizer.normalize(schema);
  }

  @Override
  public Schema normalizeObjects(Schema schema) {
    return Normalizer.objects(schema);
  }

  @Override
  public Optional<String> defaultName(Table table, Constraint constraint) {
    return Optional.empty();
  }

  @Override
  public Optional<QualifiedName> defaultSequenceName(
      QualifiedName table, String column, Identity identity) {
    return Optional.empty();
  }

  @Override
  public SqlText renameColumn(SqlText expression, String from, String to) {
    return NameReferences.renameColumn(expression, from, to);
  }

  @Override
  public boolean mentionsColumn(SqlText expression, String column) {
    return NameReferences.mentionsColumn(expression.written(), column);
  }

  @Override
  public SqlText renameTable(SqlText statement, QualifiedName from, QualifiedName to) {
    return NameReferences.renameTable(statement, from.name(), to.name());
  }

  @Override
  public String identifier(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
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

  /** The names that stand where a view's or trigger's statement can only mean a table or a view. */
  public static Set<String> tablesNamedBy(String statement) {
    return NameReferences.tables(statement);
  }
}
