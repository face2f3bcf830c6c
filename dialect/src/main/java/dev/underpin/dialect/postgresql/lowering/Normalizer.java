package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.IndexKey.Nulls;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings a schema to the canonical spelling that can be known without asking a server. */
public final class Normalizer {
  private Normalizer() {}

  public static Schema schema(Schema schema) {
    Map<QualifiedName, Sequence> sequences = new TreeMap<>();
    schema
        .sequences()
        .forEach(
            (name, s) ->
                sequences.put(
                    name,
                    new Sequence(name, sequence(s.options(), "bigint"), s.comment(), s.owner())));
    return schema.mapTables(Normalizer::table).withSequences(sequences);
  }

  public static Table table(Table table) {
    Table typed = withIndexOptions(withPartitionKey(table)).mapColumns(Normalizer::column);
    return typed
        .mapConstraints(Normalizer::constraint)
        .mapIndexes(index -> index(index, typed))
        .withPartition(typed.partition().map(p -> partition(p, typed)));
  }

  /** {@code range(a)} is {@code RANGE (a)}, as the server writes it. */
  private static Table withPartitionKey(Table table) {
    String key = table.options().get("partition_by");
    int open = key == null ? -1 : key.indexOf('(');
    if (key == null || open < 0) return table;
    String method = key.substring(0, open).strip().toUpperCase(Locale.ROOT);
    String written = method + " " + key.substring(open).strip();
    return table.withOptions(Options.with(table.options(), "partition_by", Optional.of(written)));
  }

  private static Table withIndexOptions(Table table) {
    TreeMap<String, String> options = new TreeMap<>(table.options());
    for (IndexOption option : IndexOption.values())
      options.computeIfPresent(
          option.key(),
          (key, value) ->
              option.canonical(value).filter(v -> !v.isEmpty() || value.isEmpty()).orElse(null));
    return table.withOptions(Options.copy(options));
  }

  private static Partition partition(Partition partition, Table table) {
    TreeMap<String, Partition.Difference> columns = new TreeMap<>();
    partition
        .columns()
        .forEach(
            (name, difference) -> {
              String type = table.column(name).map(Column::type).orElse("text");
              columns.put(
                  name,
                  new Partition.Difference(
                      difference
                          .defaultValue()
                          .map(d -> defaultValue(d, TypeName.canonical(type)).orElse(d)),
                      difference.notNull()));
            });
    SqlText bound = partition.bound();
    return partition
        .withBound(bound.withCanonical(PartitionBound.canonical(bound.canonical())))
        .withColumns(columns);
  }

  static Column column(Column column) {
    String type = TypeName.canonical(column.type());
    return column
        .withType(type)
        .withDefault(column.defaultValue().flatMap(d -> defaultValue(d, type)))
        .withIdentity(
            column.identity().map(i -> new Identity(i.kind(), sequence(i.sequence(), type))))
        .withGenerated(
            column.generated().map(g -> new Generated(expression(g.expression()), g.stored())));
  }

  static SqlText expression(SqlText text) {
    return text.withCanonical(ExpressionNormalizer.canonical(text.canonical()));
  }

  static Optional<SqlText> defaultValue(SqlText text, String type) {
    return ExpressionNormalizer.canonicalDefault(text.canonical(), type).map(text::withCanonical);
  }

  /** Settings that say what the server does anyway are left out. */
  private static SequenceOptions sequence(SequenceOptions options, String ownerType) {
    Optional<String> type = options.type().map(TypeName::canonical);
    String effective = type.orElse(ownerType);
    boolean descending = options.increment().filter(i -> i < 0).isPresent();
    long top = descending ? -1 : maximum(effective);
    long bottom = descending ? minimum(effective) : 1;
    Optional<Long> min = options.min().filter(m -> m != bottom);
    Optional<Long> max = options.max().filter(m -> m != top);
    long first = descending ? max.orElse(top) : min.orElse(bottom);
    return new SequenceOptions(
        options.name(),
        type.filter(t -> !t.equals(ownerType)),
        options.start().filter(s -> s != first),
        options.increment().filter(i -> i != 1),
        min,
        max,
        options.cache().filter(c -> c != 1),
        options.cycle());
  }

  private static long maximum(String type) {
    return switch (type) {
      case "smallint" -> Short.MAX_VALUE;
      case "integer" -> Integer.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  private static long minimum(String type) {
    return switch (type) {
      case "smallint" -> Short.MIN_VALUE;
      case "integer" -> Integer.MIN_VALUE;
      default -> Long.MIN_VALUE;
    };
  }

  private static Constraint constraint(Constraint constraint) {
    return constraint.match(
        key -> key,
        unique -> unique,
        foreign -> foreign,
        check -> check.withExpression(expression(check.expression())),
        exclusion ->
            new ExclusionConstraint(
                exclusion.name(), expression(exclusion.definition()), exclusion.options()));
  }

  private static Index index(Index index, Table table) {
    String method = index.method().equals("btree") ? "" : index.method();
    List<IndexKey> keys = index.keys().stream().map(k -> key(k, table)).toList();
    return new Index(
        index.name(),
        index.unique(),
        method,
        keys,
        index.include(),
        index.where().map(Normalizer::expression),
        index.nullsNotDistinct(),
        index.storage(),
        index.options());
  }

  /**
   * NULLs sort as if larger than any value: last ascending, first descending, where nothing is
   * said.
   */
  private static IndexKey key(IndexKey key, Table table) {
    Nulls usual = key.descending() ? Nulls.FIRST : Nulls.LAST;
    Optional<String> own = key.column().flatMap(table::column).flatMap(Column::collation);
    return new IndexKey(
        key.column(),
        key.expression().map(Normalizer::expression),
        key.descending(),
        key.nulls().filter(n -> n != usual),
        key.collation().filter(c -> !Optional.of(c).equals(own)),
        key.operatorClass(),
        key.prefixLength());
  }
}
