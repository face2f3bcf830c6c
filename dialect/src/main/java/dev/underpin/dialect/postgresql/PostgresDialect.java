package dev.underpin.dialect.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.PrismaTypes;
import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SharedNames;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.dialect.postgresql.ddl.PostgresRowValues;
import dev.underpin.dialect.postgresql.ddl.TableOptions;
import dev.underpin.dialect.postgresql.lexer.ConcurrentStatement;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.ReservedWords;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.StringLiteral;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lowering.BuiltInTypes;
import dev.underpin.dialect.postgresql.lowering.ExtensionText;
import dev.underpin.dialect.postgresql.lowering.Lowering;
import dev.underpin.dialect.postgresql.lowering.Normalizer;
import dev.underpin.dialect.postgresql.lowering.PostgresPrismaTypes;
import dev.underpin.dialect.postgresql.lowering.Privileges;
import dev.underpin.dialect.postgresql.references.ColumnReferences;
import dev.underpin.dialect.postgresql.references.ConstraintNames;
import dev.underpin.dialect.postgresql.references.LabelReferences;
import dev.underpin.dialect.postgresql.references.PostgresNames;
import dev.underpin.dialect.postgresql.references.TableReferences;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * PostgreSQL's language. It supposes {@code standard_conforming_strings}, on by default since 9.1
 * and always on from 19, and a database in UTF-8 where the length of names is concerned.
 */
public record PostgresDialect(Engine engine) implements Dialect {
  private static final Pattern BOUND_CHECK = Pattern.compile("underpin_\\p{XDigit}{8}_bound");

  @Override
  public boolean overloadsRoutines() {
    return true;
  }

  @Override
  public String quote(String identifier) {
    return Identifiers.quote(identifier);
  }

  @Override
  public RowValues rowValues() {
    return new PostgresRowValues(template(""));
  }

  @Override
  public String literal(String value) {
    return StringLiteral.of(value);
  }

  @Override
  public Set<String> privileges(String word) {
    return Privileges.of(word, engine.version());
  }

  @Override
  public SharedNames sharedNames(Schema schema) {
    return PostgresNames.of(schema);
  }

  @Override
  public String defaultNamespace() {
    return "public";
  }

  @Override
  public boolean isReserved(String word) {
    return ReservedWords.neverColumn(word.toLowerCase(Locale.ROOT));
  }

  @Override
  public int maxIdentifierBytes() {
    return Identifiers.MAX_BYTES;
  }

  @Override
  public Declared lower(Declared declared, String namespace, Consumer<Problem> problems) {
    return new Lowering(declared, namespace, engine.version(), problems).run();
  }

  @Override
  public String namespaceOf(SchemaObject object) {
    if (object.kind() != SchemaObject.Kind.EXTENSION) return object.name().schema();
    return ExtensionText.of(object.create().written())
        .flatMap(ExtensionText::namespace)
        .orElse(defaultNamespace());
  }

  @Override
  public Optional<String> usualComment(String namespace) {
    return namespace.equals("public") ? Optional.of("standard public schema") : Optional.empty();
  }

  @Override
  public PrismaTypes prismaTypes() {
    return new PostgresPrismaTypes(this::spelledType);
  }

  @Override
  public Schema normalize(Schema schema) {
    return Normalizer.schema(schema);
  }

  @Override
  public Optional<String> defaultName(Table table, Constraint constraint) {
    return Optional.of(ConstraintNames.of(table, constraint));
  }

  /** The name that the server gives a NOT NULL, which is a constraint from version 18. */
  /**
   * How the server writes the check that proves where the rows of a table belong, for the moment in
   * which the table is attached, is not asked.
   */
  @Override
  public Table portable(Table table) {
    if (table.constraints().stream().noneMatch(PostgresDialect::provesBound)) return table;
    return table.mapConstraints(
        c ->
            c instanceof CheckConstraint check && provesBound(check)
                ? CheckConstraint.of(check.name(), SqlText.of("true"))
                    .withNotValid(check.notValid())
                : c);
  }

  private static boolean provesBound(Constraint constraint) {
    return constraint instanceof CheckConstraint
        && constraint.name().filter(n -> BOUND_CHECK.matcher(n).matches()).isPresent();
  }

  /** The name that the server gives an index of a partition that it makes by itself. */
  public String indexName(Table partition, Index index) {
    return ConstraintNames.of(partition, index);
  }

  public String notNullName(QualifiedName table, String column, Predicate<String> taken) {
    return ConstraintNames.notNull(table, column, taken);
  }

  @Override
  public Optional<QualifiedName> defaultSequenceName(
      QualifiedName table, String column, Identity identity) {
    return Optional.of(table.withName(Identifiers.objectName(table.name(), column, "seq")));
  }

  @Override
  public SqlText renameColumn(SqlText expression, String from, String to) {
    return both(expression, text -> ColumnReferences.rename(text, from, to));
  }

  @Override
  public List<QualifiedName> parents(Table table) {
    return TableOptions.parents(table.options());
  }

  @Override
  public boolean mentionsColumn(SqlText expression, String column) {
    return !ColumnReferences.of(expression.written(), Set.of(column)).isEmpty();
  }

  @Override
  public SqlText renameTable(SqlText statement, QualifiedName from, QualifiedName to) {
    return both(statement, text -> TableReferences.rename(text, from, to));
  }

  @Override
  public Table renameLabel(Table table, QualifiedName type, String from, String to) {
    return new LabelReferences(type, from, to).renamed(table);
  }

  @Override
  public String identifier(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : identifier.toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> splitStatements(String script) {
    return StatementSplitter.split(script);
  }

  @Override
  public String inTransaction(String statement) {
    return ConcurrentStatement.inTransaction(statement);
  }

  @Override
  public List<String> tokens(String statement) {
    return Lexer.tokens(statement).stream().map(Token::text).toList();
  }

  /** The identifier as the server itself writes it: quoted only where it has to be. */
  public String spelled(String identifier) {
    return Identifiers.quoteIfNeeded(identifier);
  }

  /**
   * A type's name as {@code format_type} prints it: without its namespace where that is searched,
   * and where no type of the server's own hides it.
   */
  public String spelledType(QualifiedName type, String searchPath) {
    boolean plain = type.schema().equals(searchPath) && !BuiltInTypes.hides(type.name());
    return plain ? spelled(type.name()) : spelled(type.schema()) + "." + spelled(type.name());
  }

  /**
   * The DDL of this version.
   *
   * @param searchPath the namespace that is searched, whose objects are written without it
   */
  public PostgresDdl ddl(String searchPath) {
    return new PostgresDdl(this, searchPath);
  }

  private static SqlText both(SqlText text, UnaryOperator<String> operator) {
    return SqlText.of(operator.apply(text.written()), operator.apply(text.canonical()));
  }
}
