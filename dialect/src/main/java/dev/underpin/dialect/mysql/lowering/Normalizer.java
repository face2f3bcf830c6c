package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.options.SequenceSettings;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings a schema to the canonical spelling that can be known without asking a server. */
public record Normalizer(MysqlFlavor flavor) {
  public Schema schema(Schema schema) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    schema
        .objects()
        .values()
        .forEach(o -> objects.put(o.key(), o.withCreate(ObjectStatements.normalized(o.create()))));
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
    schema.sequences().forEach((name, sequence) -> sequences.put(name, sequence(sequence)));
    return schema.mapTables(this::table).withSequences(sequences).withObjects(objects);
  }

  private static Sequence sequence(Sequence sequence) {
    return new Sequence(
        sequence.name(),
        SequenceSettings.of(sequence.options()).options(),
        sequence.comment().filter(c -> !c.isEmpty()));
  }

  public Table table(Table table) {
    SortedMap<String, String> options = TableOptions.normalize(table.options());
    Optional<String> collation = Optional.ofNullable(options.get(TableOptions.COLLATION));
    List<Constraint> constraints = new ArrayList<>();
    String method = TableOptions.usualMethod(options);
    table.constraints().forEach(c -> constraints.add(constraint(c, method)));
    List<Index> indexes = new ArrayList<>();
    for (Index index : table.indexes()) {
      if (index.unique()) constraints.add(constraint(unique(index), method));
      else indexes.add(index(index, method));
    }
    return table
        .mapColumns(c -> column(c, collation))
        .withConstraints(constraints)
        .withIndexes(indexes)
        .withOptions(options);
  }

  private Column column(Column column, Optional<String> tableCollation) {
    Optional<TypeName> parsed = TypeName.parse(column.type()).map(TypeName::canonical);
    if (parsed.isEmpty()) return column;
    TypeName type = parsed.get();
    TreeMap<String, String> options = new TreeMap<>(column.options());
    type.srid().ifPresent(s -> options.put(ColumnOptions.SRID, s));
    String update = options.get(ColumnOptions.ON_UPDATE);
    if (update != null)
      options.put(
          ColumnOptions.ON_UPDATE,
          DefaultNormalizer.canonical(
                  DefaultNormalizer.withFraction(SqlText.of(update), type).written(), type)
              .orElse(update));
    if ("false".equals(options.get(ColumnOptions.INVISIBLE)))
      options.remove(ColumnOptions.INVISIBLE);
    Optional<String> collation = collation(column, type, options);
    return column
        .withType(type.toString())
        .withDefault(column.defaultValue().flatMap(d -> defaultValue(d, type)))
        .withGenerated(
            column.generated().map(g -> new Generated(expression(g.expression()), g.stored())))
        .withCollation(collation.filter(c -> !Optional.of(c).equals(tableCollation)))
        .withOptions(Options.copy(options));
  }

  /** A character set alone stands for its usual collation. */
  private Optional<String> collation(
      Column column, TypeName type, TreeMap<String, String> options) {
    Optional<String> characterSet =
        Optional.ofNullable(options.remove(ColumnOptions.CHARACTER_SET)).or(type::characterSet);
    return column
        .collation()
        .map(Collations::canonical)
        .or(type::collation)
        .or(() -> characterSet.flatMap(c -> Collations.defaultOf(c, flavor)));
  }

  private static Optional<SqlText> defaultValue(SqlText value, TypeName type) {
    return DefaultNormalizer.canonical(value.canonical(), type).map(value::withCanonical);
  }

  private static SqlText expression(SqlText text) {
    return text.withCanonical(ExpressionNormalizer.canonical(text.canonical()));
  }

  private static Constraint constraint(Constraint constraint, String usualMethod) {
    return constraint.match(
        key ->
            new PrimaryKey(
                Optional.empty(),
                keys(key.keys()),
                List.of(),
                Deferrability.NOT_DEFERRABLE,
                flags(key.options(), usualMethod)),
        unique ->
            new UniqueConstraint(
                unique.name(),
                keys(unique.keys()),
                List.of(),
                false,
                Deferrability.NOT_DEFERRABLE,
                flags(unique.options(), usualMethod)),
        Normalizer::foreignKey,
        check ->
            new CheckConstraint(
                check.name(),
                expression(check.expression()),
                false,
                false,
                flags(check.options(), usualMethod)),
        exclusion -> exclusion);
  }

  private static ForeignKey foreignKey(ForeignKey key) {
    return new ForeignKey(
        key.name(),
        key.columnList(),
        key.references(),
        key.referencedColumns(),
        key.onDelete(),
        key.onUpdate(),
        "SIMPLE",
        Deferrability.NOT_DEFERRABLE,
        false,
        List.of(),
        key.options());
  }

  private static UniqueConstraint unique(Index index) {
    TreeMap<String, String> options = new TreeMap<>(index.options());
    if (!index.method().isEmpty()) options.put(IndexOptions.USING, index.method());
    return new UniqueConstraint(
        Optional.of(index.name()),
        index.keys(),
        List.of(),
        false,
        Deferrability.NOT_DEFERRABLE,
        Options.copy(options));
  }

  private static Index index(Index index, String usualMethod) {
    String method = index.method().toLowerCase(Locale.ROOT);
    return new Index(
        index.name(),
        false,
        method.equals(usualMethod) ? "" : method,
        keys(index.keys()),
        List.of(),
        Optional.empty(),
        false,
        Options.none(),
        flags(index.options(), usualMethod));
  }

  private static List<IndexKey> keys(List<IndexKey> keys) {
    return keys.stream()
        .map(
            k ->
                new IndexKey(
                    k.column(),
                    k.expression().map(Normalizer::expression),
                    k.descending(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    k.prefixLength()))
        .toList();
  }

  /** Nothing that says what holds anyway. */
  private static SortedMap<String, String> flags(
      SortedMap<String, String> options, String usualMethod) {
    TreeMap<String, String> copy = new TreeMap<>(options);
    copy.values().removeIf("false"::equals);
    if (usualMethod.equalsIgnoreCase(copy.get(IndexOptions.USING))) copy.remove(IndexOptions.USING);
    return Options.copy(copy);
  }
}
