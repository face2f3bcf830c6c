package dev.underpin.schema;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The canonical text of an object, from which fingerprints are made: two objects have the same text exactly when they are
 * equal. Every part is written with its length, so that no text can run into the next.
 */
final class CanonicalText {
  private final StringBuilder out = new StringBuilder();

  private CanonicalText(String kind) {
    out.append(kind).append('\n');
  }

  static String of(Table table) {
    return new CanonicalText("table")
        .add(table.name())
        .add(table.comment())
        .add(table.options())
        .sorted(table.columns(), CanonicalText::of)
        .sorted(table.constraints(), CanonicalText::of)
        .sorted(table.indexes(), CanonicalText::of)
        .toString();
  }

  static String of(EnumType type) {
    return new CanonicalText("enum").add(type.name()).add(type.labels()).add(type.comment()).toString();
  }

  static String of(Sequence sequence) {
    return new CanonicalText("sequence").add(sequence.name()).add(sequence.options()).add(sequence.comment()).toString();
  }

  private static String of(Column column) {
    CanonicalText text =
        new CanonicalText("column")
            .add(column.name())
            .add(column.type())
            .add(column.nullable())
            .add(column.defaultValue().map(SqlText::canonical));
    column.identity().ifPresent(i -> text.add("identity").add(i.kind().name()).add(i.sequence()));
    column.generated().ifPresent(g -> text.add("generated").add(g.expression().canonical()).add(g.stored()));
    return text.add(column.collation()).add(column.comment()).add(column.options()).toString();
  }

  private static String of(Constraint constraint) {
    if (constraint instanceof PrimaryKey key) {
      return begin("primary key", key).keys(key.keys()).add(key.include()).add(key.deferrability().name()).toString();
    }
    if (constraint instanceof UniqueConstraint unique) {
      return begin("unique", unique)
          .keys(unique.keys())
          .add(unique.include())
          .add(unique.nullsNotDistinct())
          .add(unique.deferrability().name())
          .toString();
    }
    if (constraint instanceof ForeignKey key) return of(key);
    if (constraint instanceof CheckConstraint check) {
      return begin("check", check)
          .add(check.expression().canonical())
          .add(check.noInherit())
          .add(check.notValid())
          .toString();
    }
    ExclusionConstraint exclusion = (ExclusionConstraint) constraint;
    return begin("exclusion", exclusion).add(exclusion.definition().canonical()).toString();
  }

  private static String of(ForeignKey key) {
    return begin("foreign key", key)
        .add(key.columnList())
        .add(key.references())
        .add(key.referencedColumns())
        .add(key.onDelete().name())
        .add(key.onUpdate().name())
        .add(key.match())
        .add(key.deferrability().name())
        .add(key.notValid())
        .add(key.setColumns())
        .toString();
  }

  private static String of(Index index) {
    return new CanonicalText("index")
        .add(index.name())
        .add(index.unique())
        .add(index.method())
        .keys(index.keys())
        .add(index.include())
        .add(index.where().map(SqlText::canonical))
        .add(index.nullsNotDistinct())
        .add(index.storage())
        .add(index.options())
        .toString();
  }

  private static CanonicalText begin(String kind, Constraint constraint) {
    return new CanonicalText(kind).add(constraint.name()).add(constraint.options());
  }

  private CanonicalText keys(List<IndexKey> keys) {
    out.append(keys.size()).append('\n');
    for (IndexKey key : keys) {
      OptionalInt prefix = key.prefixLength();
      add(key.column())
          .add(key.expression().map(SqlText::canonical))
          .add(key.descending())
          .add(key.nulls().map(Enum::name))
          .add(key.collation())
          .add(key.operatorClass())
          .add(prefix.isPresent() ? Integer.toString(prefix.getAsInt()) : "");
    }
    return this;
  }

  private CanonicalText add(String text) {
    out.append(text.length()).append(':').append(text).append('\n');
    return this;
  }

  private CanonicalText add(boolean flag) {
    out.append(flag).append('\n');
    return this;
  }

  private CanonicalText add(Optional<?> value) {
    value.ifPresentOrElse(v -> add(v.toString()), () -> out.append("-\n"));
    return this;
  }

  private CanonicalText add(QualifiedName name) {
    return add(name.schema()).add(name.name());
  }

  private CanonicalText add(Collection<String> texts) {
    out.append(texts.size()).append('\n');
    texts.forEach(this::add);
    return this;
  }

  private CanonicalText add(Map<String, String> options) {
    out.append(options.size()).append('\n');
    options.forEach((k, v) -> add(k).add(v));
    return this;
  }

  private CanonicalText add(SequenceOptions options) {
    options.name().ifPresentOrElse(this::add, () -> out.append("-\n"));
    return add(options.type())
        .add(options.start())
        .add(options.increment())
        .add(options.min())
        .add(options.max())
        .add(options.cache())
        .add(options.cycle());
  }

  private <T> CanonicalText sorted(List<T> items, Function<T, String> text) {
    return add(items.stream().map(text).sorted().toList());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
