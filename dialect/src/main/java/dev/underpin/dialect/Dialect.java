package dev.underpin.dialect;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.Recount;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The language of one engine in one version. All SQL text is made here or with what is offered
 * here.
 */
public interface Dialect {
  /** The engine and version spoken to. */
  Engine engine();

  /** Quote an identifier, always, so that it means exactly itself. */
  String quote(String identifier);

  /** Quote a qualified name. */
  default String quote(QualifiedName name) {
    return name.schema().isEmpty()
        ? quote(name.name())
        : quote(name.schema()) + "." + quote(name.name());
  }

  /** True where routines of one name differ by the types of their arguments. */
  default boolean overloadsRoutines() {
    return false;
  }

  /** True where the server keeps the text of triggers as it was written, to the letter. */
  default boolean keepsTriggerTexts() {
    return false;
  }

  /** The namespace that an object is in, or that it puts its own objects into. */
  default String namespaceOf(SchemaObject object) {
    return object.name().schema();
  }

  /** The comment that the engine itself gives a namespace. */
  default Optional<String> usualComment(String namespace) {
    return Optional.empty();
  }

  /** A string literal. */
  String literal(String value);

  /**
   * The privileges that can be granted on a kind of object, in small letters.
   *
   * @param word the kind, as {@link dev.underpin.schema.model.Access.Key#word} has it
   */
  default Set<String> privileges(String word) {
    return Set.of();
  }

  /** SQL by template, with the names of one namespace written without it. */
  default SqlTemplate template(String impliedNamespace) {
    return new SqlTemplate(
        this::quote, name -> quote(name.without(impliedNamespace)), this::literal);
  }

  /** How the values of declared rows are written and compared. */
  RowValues rowValues();

  /** SQL by template, with every name in full. */
  default String sql(@CompileTimeConstant String template, Object... arguments) {
    return template("").sql(template, arguments);
  }

  /** The form that is equal for all names of tables that the server takes for one. */
  default String foldTable(String name) {
    return name;
  }

  /** The same for names of columns, indexes and constraints. */
  default String foldInTable(String name) {
    return name;
  }

  /** True where the server takes two names of tables for one. */
  default boolean isSameTable(String one, String other) {
    return one.equals(other) || foldTable(one).equals(foldTable(other));
  }

  /** True where the server takes two names of columns, indexes or constraints for one. */
  default boolean isSameInTable(String one, String other) {
    return one.equals(other) || foldInTable(one).equals(foldInTable(other));
  }

  /** The names of a schema that the server does not give twice, with the parts that have them. */
  SharedNames sharedNames(Schema schema);

  /**
   * The namespace that unqualified names mean where nothing else is said; empty where the engine
   * has none.
   */
  String defaultNamespace();

  /** True where a name has to be in quotes, because the word has a meaning of its own. */
  boolean isReserved(String word);

  /** How many bytes of UTF-8 an identifier may have. */
  int maxIdentifierBytes();

  /**
   * Lower what was declared to what the engine has: neutral type words to the engine's, namespaces
   * filled in, enums and identities in the engine's form.
   *
   * @param namespace the namespace for unqualified names
   */
  Declared lower(Declared declared, String namespace, Consumer<Problem> problems);

  /**
   * Bring types and expressions to the cheap textual canonical spelling: what can be known without
   * a server. Applied to both sides of a diff; idempotent.
   */
  Schema normalize(Schema schema);

  /** Its types as Prisma's schema has them. */
  PrismaTypes prismaTypes();

  /**
   * Bring the objects of a schema to their canonical form beside its tables, where that form
   * depends on these: for a schema that was put together from parts, each in its canonical form.
   */
  default Schema normalizeObjects(Schema schema) {
    return schema;
  }

  /**
   * The name the server gives a constraint that is written without one, or absence where the engine
   * leaves it unnamed. Names already taken on the table or in its namespace are the caller's to
   * avoid.
   */
  Optional<String> defaultName(Table table, Constraint constraint);

  /**
   * The name of a constraint that a schema read from a server need not say, because every server
   * gives it to such a constraint by itself.
   */
  default Optional<String> unsaidName(Table table, Constraint constraint) {
    return defaultName(table, constraint);
  }

  /** True where no statement makes one constraint of the other, since they mean the same. */
  default boolean isSame(Constraint one, Constraint other) {
    return one.equals(other);
  }

  /**
   * A declared table with what the server adds to it by itself, in the form that the live table has
   * it where there is one.
   */
  default Table complete(Table table, Optional<Table> live) {
    return table;
  }

  /**
   * The name of the sequence that the server makes for an identity or serial column, where it makes
   * one.
   */
  Optional<QualifiedName> defaultSequenceName(
      QualifiedName table, String column, Identity identity);

  /**
   * The expression with every mention of one column replaced by another name, by token and not by
   * text.
   */
  SqlText renameColumn(SqlText expression, String from, String to);

  /** True where the expression mentions the column. */
  boolean mentionsColumn(SqlText expression, String column);

  /** An object's statement with every mention of one table replaced by another name, by token. */
  SqlText renameTable(SqlText statement, QualifiedName from, QualifiedName to);

  /**
   * An object after a table that it depends on was renamed: its statement as the server has it
   * then.
   */
  default SqlText afterRename(SchemaObject object, QualifiedName from, QualifiedName to) {
    return renameTable(object.create(), from, to);
  }

  /** A table under another name, with whatever is named after it and follows. */
  default Table renamed(Table table, QualifiedName to) {
    return table.withName(to);
  }

  /**
   * A table after a label of an enum was renamed: what the server itself then writes in defaults
   * and expressions. The very same object where nothing of it shows.
   */
  default Table renameLabel(Table table, QualifiedName type, String from, String to) {
    return table;
  }

  /**
   * An object without what a server adds by itself and another would add otherwise, such as as whom
   * it acts: databases that differ in no more than that had the same migrations.
   */
  default SchemaObject portable(SchemaObject object) {
    return object;
  }

  /** A table without words that make no difference; mostly the very same. */
  default Table portable(Table table) {
    return table;
  }

  /**
   * The tables that a table inherits from, where the engine has that; those named without a
   * namespace have an empty one.
   */
  default List<QualifiedName> parents(Table table) {
    return List.of();
  }

  /**
   * What of a table decides how the server can change it, as a text to compare; empty where that
   * makes no difference.
   */
  default String traits(Table table) {
    return "";
  }

  /** A schema, counted without what differs from server to server by itself. */
  default Fingerprint count(Schema schema) {
    return Fingerprint.counting(portable(schema), this::traits);
  }

  /**
   * The same of a schema of which only some parts were read again.
   *
   * @param before the schema before, with the same values where nothing was read again
   * @param count of the schema before
   */
  default Fingerprint count(Schema schema, Schema before, Fingerprint count) {
    return new Recount(before, schema, this::portable).of(count).orElseGet(() -> count(schema));
  }

  /** A schema without what differs from server to server by itself. */
  default Schema portable(Schema schema) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(schema.objects());
    objects.replaceAll((key, object) -> portable(object));
    return schema.mapTables(this::portable).withObjects(objects);
  }

  /**
   * Why a statement cannot be tried in a scratch place, as the end of the sentence "it …": it would
   * change what is outside. Empty where it can.
   */
  default Optional<String> whyNotInScratch(String statement) {
    return Optional.empty();
  }

  /**
   * A statement in the form that may run in a transaction with others, with the same end: without
   * CONCURRENTLY.
   */
  default String inTransaction(String statement) {
    return statement;
  }

  /**
   * Split a script into its statements, comments kept with what follows them, without the closing
   * semicolons.
   */
  List<String> splitStatements(String script);

  /** The name that an identifier in a statement means: without quotes, in the server's letters. */
  String identifier(String identifier);

  /** A statement's tokens as they are written, without comments and white space. */
  List<String> tokens(String statement);
}
