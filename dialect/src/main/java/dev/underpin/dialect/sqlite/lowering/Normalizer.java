package dev.underpin.dialect.sqlite.lowering;

import dev.underpin.dialect.sqlite.canonical.ExpressionNormalizer;
import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.references.NameReferences;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Brings a model to the spelling in which two equal ones are equal; see {@link
 * ExpressionNormalizer} for what counts.
 */
public final class Normalizer {
  private Normalizer() {}

  public static Schema normalize(Schema schema) {
    return objects(schema).mapTables(Normalizer::normalize);
  }

  /** The objects alone: what they depend on, and the letters of the names in their statements. */
  public static Schema objects(Schema schema) {
    Map<String, QualifiedName> named = new HashMap<>();
    schema.tables().keySet().forEach(name -> named.put(lower(name), name));
    for (SchemaObject object : schema.objects().values())
      if (object.kind() != SchemaObject.Kind.TRIGGER)
        named.put(lower(object.name()), object.name());
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    for (SchemaObject object : schema.objects().values()) {
      SchemaObject normal = normalize(object, named, schema);
      objects.put(normal.key(), normal);
    }
    return schema.withObjects(objects);
  }

  public static Table normalize(Table table) {
    Table normal =
        TableRules.withDeclaredNames(table)
            .mapColumns(Normalizer::normalize)
            .mapConstraints(Normalizer::normalize)
            .mapIndexes(Normalizer::normalize)
            .withOptions(SqliteOptions.normalize(table.options()));
    return inLetters(TableRules.withImpliedNotNull(normal));
  }

  /** Expressions name columns in whatever letters; the canonical form has the column's own. */
  private static Table inLetters(Table table) {
    Map<String, String> columns = new HashMap<>();
    for (Column c : table.columns()) columns.put(Identifiers.lower(c.name()), c.name());
    UnaryOperator<SqlText> inLetters =
        text -> {
          String canonical = NameReferences.inLetters(text.canonical(), columns);
          return canonical.equals(text.canonical()) ? text : text.withCanonical(canonical);
        };
    return table
        .mapColumns(
            c ->
                c.generated()
                    .map(g -> new Generated(inLetters.apply(g.expression()), g.stored()))
                    .map(g -> c.withGenerated(Optional.of(g)))
                    .orElse(c))
        .mapConstraints(
            constraint ->
                constraint instanceof CheckConstraint check
                    ? check.withExpression(inLetters.apply(check.expression()))
                    : constraint)
        .mapIndexes(
            index ->
                index.withKeys(
                    index.keys().stream()
                        .map(
                            key ->
                                key.expression()
                                    .map(e -> key.withExpression(inLetters.apply(e)))
                                    .orElse(key))
                        .toList(),
                    index.include(),
                    index.where().map(inLetters)));
  }

  private static Column normalize(Column column) {
    return new Column(
        column.name(),
        ExpressionNormalizer.type(column.type()),
        column.nullable(),
        column.defaultValue().map(Normalizer::defaultValue),
        column.identity(),
        column.generated().map(g -> new Generated(expression(g.expression()), g.stored())),
        column.collation().map(Normalizer::upper).filter(c -> !c.equals("BINARY")),
        column.comment(),
        SqliteOptions.normalize(column.options()));
  }

  private static Constraint normalize(Constraint constraint) {
    Constraint normal =
        constraint.match(
            k ->
                new PrimaryKey(
                    k.name(), keys(k.keys()), k.include(), k.deferrability(), k.options()),
            u ->
                new UniqueConstraint(
                    u.name(),
                    keys(u.keys()),
                    u.include(),
                    u.nullsNotDistinct(),
                    u.deferrability(),
                    u.options()),
            f ->
                new ForeignKey(
                    f.name(),
                    f.columnList(),
                    f.references(),
                    f.referencedColumns(),
                    f.onDelete(),
                    f.onUpdate(),
                    upper(f.match()),
                    f.deferrability(),
                    f.notValid(),
                    f.setColumns(),
                    f.options()),
            c -> c.withExpression(expression(c.expression())),
            exclusion -> exclusion);
    return normal.withOptions(SqliteOptions.normalize(constraint.options()));
  }

  private static Index normalize(Index index) {
    Optional<SqlText> where = index.where().map(Normalizer::expression);
    return index
        .withKeys(keys(index.keys()), index.include(), where)
        .withOptions(SqliteOptions.normalize(index.options()));
  }

  private static List<IndexKey> keys(List<IndexKey> keys) {
    return keys.stream()
        .map(
            key ->
                new IndexKey(
                    key.column(),
                    key.expression().map(Normalizer::expression),
                    key.descending(),
                    key.nulls(),
                    key.collation().map(Normalizer::upper),
                    key.operatorClass(),
                    key.prefixLength()))
        .toList();
  }

  /**
   * What an object depends on and how it is dropped follows from its statement, whether or not it
   * is declared beside it.
   */
  private static SchemaObject normalize(
      SchemaObject object, Map<String, QualifiedName> named, Schema schema) {
    Set<QualifiedName> dependsOn = new HashSet<>();
    for (String mention : NameReferences.tables(object.create().written())) {
      QualifiedName known = named.get(Identifiers.lower(mention));
      if (known != null && !known.equals(object.name())) dependsOn.add(known);
    }
    Optional<QualifiedName> table =
        object.table().map(name -> named.getOrDefault(lower(name), name));
    Set<QualifiedName> mentioned = new TreeSet<>(dependsOn);
    table.ifPresent(mentioned::add);
    return new SchemaObject(
        object.kind(),
        object.name(),
        table,
        inLetters(object.create(), mentioned, schema),
        SqliteDdl.drop(object.kind(), object.name()),
        dependsOn,
        Map.of(),
        Options.none());
  }

  /** SQLite's own renames write the new letters into each view and trigger. */
  private static SqlText inLetters(SqlText create, Set<QualifiedName> tables, Schema schema) {
    Map<String, String> names = new HashMap<>();
    for (QualifiedName table : tables) {
      names.put(lower(table), table.name());
      schema
          .table(table)
          .ifPresent(
              t ->
                  t.columns()
                      .forEach(c -> names.putIfAbsent(Identifiers.lower(c.name()), c.name())));
    }
    String canonical = ExpressionNormalizer.statement(create.written());
    return create.withCanonical(NameReferences.statementInLetters(canonical, names));
  }

  private static String lower(QualifiedName name) {
    return Identifiers.lower(name.name());
  }

  private static SqlText defaultValue(SqlText text) {
    return text.withCanonical(ExpressionNormalizer.defaultValue(text.written()));
  }

  private static SqlText expression(SqlText text) {
    return text.withCanonical(ExpressionNormalizer.expression(text.written()));
  }

  private static String upper(String word) {
    return Identifiers.upper(word);
  }
}
