package dev.underpin.planner.step;

import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.step.Effect.ColumnEffect;
import dev.underpin.planner.step.Effect.ConstraintEffect;
import dev.underpin.planner.step.Effect.EnumEffect;
import dev.underpin.planner.step.Effect.IndexEffect;
import dev.underpin.planner.step.Effect.Many;
import dev.underpin.planner.step.Effect.NamespaceEffect;
import dev.underpin.planner.step.Effect.ObjectEffect;
import dev.underpin.planner.step.Effect.RenameColumnEffect;
import dev.underpin.planner.step.Effect.RenameLabelEffect;
import dev.underpin.planner.step.Effect.RenameTableEffect;
import dev.underpin.planner.step.Effect.SequenceEffect;
import dev.underpin.planner.step.Effect.TableAttributesEffect;
import dev.underpin.planner.step.Effect.TableEffect;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A schema that effects are applied to, one after the other. Mutable, because a plan may have tens
 * of thousands of steps and a copy a step would make it quadratic; {@link #schema} gives the
 * immutable state at any time.
 */
public final class ModelState {
  private final Dialect dialect;
  private final TreeSet<String> namespaces;
  private final TreeMap<QualifiedName, Table> tables;
  private final TreeMap<QualifiedName, EnumType> enums;
  private final TreeMap<QualifiedName, Sequence> sequences;
  private final TreeMap<SchemaObject.Key, SchemaObject> objects;
  private final Fingerprint fingerprint = new Fingerprint();

  public ModelState(Schema start, Dialect dialect) {
    this.dialect = dialect;
    namespaces = new TreeSet<>(start.namespaces());
    tables = new TreeMap<>(start.tables());
    enums = new TreeMap<>(start.enums());
    sequences = new TreeMap<>(start.sequences());
    objects = new TreeMap<>(start.objects());
    tables.values().forEach(fingerprint::add);
    enums.values().forEach(fingerprint::add);
    sequences.values().forEach(fingerprint::add);
  }

  /** The state as it is now. */
  public Schema schema() {
    return new Schema(namespaces, tables, enums, sequences, objects);
  }

  /** The fingerprint of the state as it is now. */
  public String fingerprint() {
    return fingerprint.hex();
  }

  /** Apply an effect, or find that it does not fit. */
  public void apply(Effect effect) {
    if (effect instanceof Many e) {
      e.effects().forEach(this::apply);
    } else if (effect instanceof NamespaceEffect e) {
      require(
          e.present() ? namespaces.add(e.namespace()) : namespaces.remove(e.namespace()),
          "schema " + e.namespace());
    } else if (effect instanceof TableEffect e) {
      swap(tables, e.before(), e.after(), Table::name, "table");
      e.before().ifPresent(fingerprint::remove);
      e.after().ifPresent(fingerprint::add);
    } else if (effect instanceof EnumEffect e) {
      swap(enums, e.before(), e.after(), EnumType::name, "enum");
      e.before().ifPresent(fingerprint::remove);
      e.after().ifPresent(fingerprint::add);
    } else if (effect instanceof RenameLabelEffect e) {
      renameLabel(e);
    } else if (effect instanceof SequenceEffect e) {
      swap(sequences, e.before(), e.after(), Sequence::name, "sequence");
      e.before().ifPresent(fingerprint::remove);
      e.after().ifPresent(fingerprint::add);
    } else if (effect instanceof ObjectEffect e) {
      swap(objects, e.before(), e.after(), SchemaObject::key, "object");
    } else if (effect instanceof RenameTableEffect e) {
      renameTable(e.from(), e.to());
    } else if (effect instanceof RenameColumnEffect e) {
      renameColumn(e);
    } else if (effect instanceof TableAttributesEffect e) {
      change(
          e.after().name(),
          t -> {
            require(
                t.comment().equals(e.before().comment())
                    && t.options().equals(e.before().options()),
                "the attributes of " + t.name());
            return t.withComment(e.after().comment()).withOptions(e.after().options());
          });
    } else if (effect instanceof ColumnEffect e) {
      change(
          e.table(),
          t ->
              t.withColumns(
                  swap(
                      t.columns(),
                      e.before(),
                      e.after(),
                      (a, b) -> a.name().equals(b.name()),
                      "column of " + t.name())));
    } else if (effect instanceof ConstraintEffect e) {
      change(
          e.table(),
          t ->
              t.withConstraints(
                  swap(
                      t.constraints(),
                      e.before(),
                      e.after(),
                      (a, b) -> a.name().isPresent() && a.name().equals(b.name()),
                      "constraint of " + t.name())));
    } else if (effect instanceof IndexEffect e) {
      change(
          e.table(),
          t ->
              t.withIndexes(
                  swap(
                      t.indexes(),
                      e.before(),
                      e.after(),
                      (a, b) -> a.name().equals(b.name()),
                      "index of " + t.name())));
    }
  }

  private void renameTable(QualifiedName from, QualifiedName to) {
    require(
        tables.containsKey(from) && !tables.containsKey(to),
        "table " + from + " to be called " + to);
    for (Table table : List.copyOf(tables.values())) {
      Table renamed = Renames.table(table, from, to, dialect);
      if (renamed != table) {
        tables.remove(table.name());
        tables.put(renamed.name(), renamed);
        fingerprint.remove(table);
        fingerprint.add(renamed);
      }
    }
    Renames.tableInObjects(objects, from, to, dialect);
  }

  private void renameColumn(RenameColumnEffect e) {
    Table owner = tables.get(e.table());
    require(
        owner != null && owner.column(e.from()).isPresent() && owner.column(e.to()).isEmpty(),
        "column " + e.from() + " of " + e.table() + " to be called " + e.to());
    for (Table table : List.copyOf(tables.values())) {
      Table renamed = Renames.column(table, e.table(), e.from(), e.to(), dialect);
      if (renamed != table) {
        tables.put(renamed.name(), renamed);
        fingerprint.remove(table);
        fingerprint.add(renamed);
      }
    }
  }

  private void renameLabel(RenameLabelEffect e) {
    EnumType type = enums.get(e.type());
    require(
        type != null && type.labels().contains(e.from()) && !type.labels().contains(e.to()),
        "label " + e.from() + " of " + e.type() + " to be called " + e.to());
    EnumType renamed =
        requireNonNull(type)
            .withLabels(type.labels().stream().map(l -> l.equals(e.from()) ? e.to() : l).toList());
    enums.put(e.type(), renamed);
    fingerprint.remove(type);
    fingerprint.add(renamed);
    for (Table table : List.copyOf(tables.values())) {
      Table after = dialect.renameLabel(table, e.type(), e.from(), e.to());
      if (after != table) {
        tables.put(after.name(), after);
        fingerprint.remove(table);
        fingerprint.add(after);
      }
    }
  }

  private void change(QualifiedName name, java.util.function.UnaryOperator<Table> operator) {
    Table table = tables.get(name);
    if (table == null) throw new EffectMismatch("there is no table " + name);
    Table changed = operator.apply(table);
    tables.put(name, changed);
    fingerprint.remove(table);
    fingerprint.add(changed);
  }

  private static <K, V> void swap(
      TreeMap<K, V> map,
      Optional<V> before,
      Optional<V> after,
      java.util.function.Function<V, K> key,
      String what) {
    before.ifPresent(
        b ->
            require(
                b.equals(map.remove(key.apply(b))),
                what + " " + key.apply(b) + " as it was before"));
    after.ifPresent(
        a ->
            require(
                map.putIfAbsent(key.apply(a), a) == null,
                what + " " + key.apply(a) + " not to be there"));
  }

  private static <T> List<T> swap(
      List<T> list,
      Optional<? extends T> before,
      Optional<? extends T> after,
      BiFunction<T, T, Boolean> sameName,
      String what) {
    List<T> copy = new ArrayList<>(list);
    int at = copy.size();
    if (before.isPresent()) {
      at = copy.indexOf(before.get());
      require(at >= 0, what + " as it was before: " + before.get());
      copy.remove(at);
    }
    if (after.isPresent()) {
      T item = after.get();
      require(
          copy.stream().noneMatch(other -> sameName.apply(other, item)),
          what + " not to be there: " + item);
      copy.add(Math.min(at, copy.size()), item);
    }
    return copy;
  }

  private static void require(boolean condition, String expected) {
    if (!condition) throw new EffectMismatch("expected " + expected);
  }
}
