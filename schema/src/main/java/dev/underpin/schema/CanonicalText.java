package dev.underpin.schema;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * One unambiguous text for a model object: every part with its length before it, so that no two
 * objects share one.
 */
final class CanonicalText {
  private final StringBuilder out = new StringBuilder(256);
  private final boolean forWords;

  CanonicalText() {
    this(false);
  }

  /**
   * A text to be counted, or one of which only the words are wanted.
   *
   * @param forWords true for the parts with a space between them
   */
  CanonicalText(boolean forWords) {
    this.forWords = forWords;
  }

  CanonicalText put(String part) {
    if (forWords) out.append(part).append(' ');
    else out.append(part.length()).append(':').append(part);
    return this;
  }

  CanonicalText put(String kind, QualifiedName name) {
    return put(kind).put(name.schema()).put(name.name());
  }

  CanonicalText put(Optional<?> part) {
    return part.isEmpty() ? put("-") : put("+").any(part.get());
  }

  CanonicalText put(Map<String, String> options) {
    put(Integer.toString(options.size()));
    options.forEach((key, value) -> put(key).put(value));
    return this;
  }

  CanonicalText put(Collection<?> parts) {
    put(Integer.toString(parts.size()));
    parts.forEach(this::any);
    return this;
  }

  CanonicalText put(SequenceOptions o) {
    return put(o.name())
        .put(o.type())
        .put(o.start())
        .put(o.increment())
        .put(o.min())
        .put(o.max())
        .put(o.cache())
        .put(Boolean.toString(o.cycle()));
  }

  CanonicalText put(Column c) {
    put("column")
        .put(c.name())
        .put(c.type())
        .put(Boolean.toString(c.nullable()))
        .put(c.defaultValue());
    c.identity().ifPresent(i -> put("identity").put(i.kind().name()).put(i.sequence()));
    c.generated()
        .ifPresent(g -> put("generated").any(g.expression()).put(Boolean.toString(g.stored())));
    return put(c.collation()).put(c.comment()).put(c.options());
  }

  CanonicalText put(Partition p) {
    put("partition", p.of()).any(p.bound()).put(Integer.toString(p.columns().size()));
    p.columns()
        .forEach(
            (column, d) -> put(column).put(d.defaultValue()).put(Boolean.toString(d.notNull())));
    return this;
  }

  CanonicalText put(Constraint constraint) {
    put(constraint.name()).put(constraint.options());
    return constraint.match(
        k -> put("primary key").put(k.keys()).put(k.include()).put(k.deferrability().name()),
        u ->
            put("unique")
                .put(u.keys())
                .put(u.include())
                .put(Boolean.toString(u.nullsNotDistinct()))
                .put(u.deferrability().name()),
        f ->
            put("foreign key", f.references())
                .put(f.columnList())
                .put(f.referencedColumns())
                .put(f.onDelete())
                .put(f.onUpdate())
                .put(f.match())
                .put(f.deferrability().name())
                .put(Boolean.toString(f.notValid()))
                .put(f.setColumns()),
        c ->
            put("check")
                .any(c.expression())
                .put(Boolean.toString(c.noInherit()))
                .put(Boolean.toString(c.notValid())),
        e -> put("exclude").any(e.definition()));
  }

  CanonicalText put(Index i) {
    put("index")
        .put(i.name())
        .put(Boolean.toString(i.unique()))
        .put(i.method())
        .put(i.keys())
        .put(i.include());
    return put(i.where())
        .put(Boolean.toString(i.nullsNotDistinct()))
        .put(i.storage())
        .put(i.options());
  }

  private CanonicalText put(IndexKey k) {
    put(k.column())
        .put(k.expression())
        .put(Boolean.toString(k.descending()))
        .put(k.nulls())
        .put(k.collation());
    return put(k.operatorClass()).put(Integer.toString(k.prefixLength().orElse(0)));
  }

  /** Of what is not said, earlier versions wrote NO_ACTION. */
  private CanonicalText put(ReferentialAction action) {
    return put((action == ReferentialAction.UNSAID ? ReferentialAction.NO_ACTION : action).name());
  }

  private CanonicalText any(Object part) {
    if (part instanceof SqlText sql) return put(sql.canonical());
    if (part instanceof IndexKey key) return put(key);
    if (part instanceof QualifiedName name) return put("name", name);
    return put(part.toString());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
