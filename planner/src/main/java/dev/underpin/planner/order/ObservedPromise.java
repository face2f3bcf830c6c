package dev.underpin.planner.order;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.StepMarks;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What steps promise that a person wrote: nothing says what they do, so a server has run them, and
 * the schema was read after each.
 */
public final class ObservedPromise {
  private final Dialect dialect;
  private final Fingerprint state;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

  private ObservedPromise(Dialect dialect, Schema start) {
    this.dialect = dialect;
    state = dialect.count(start);
  }

  /**
   * The promise.
   *
   * @param schemas the schema before the first step, and after each
   */
  public static Promise of(Dialect dialect, List<Schema> schemas, List<Step> steps) {
    ObservedPromise observed = new ObservedPromise(dialect, schemas.get(0));
    List<StepMarks> leaves = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      observed.follow(schemas.get(i), schemas.get(i + 1));
      leaves.add(observed.state.step());
    }
    return Promise.of(
        dialect.count(schemas.get(0)), observed.state.copy(), observed.kinds, steps, leaves);
  }

  private void follow(Schema before, Schema after) {
    replace(
        before.tables(),
        after.tables(),
        t -> {
          if (t.partition().isPresent()) kinds.add(Kind.PARTITION);
          state.remove(dialect.portable(t));
        },
        t -> {
          if (t.partition().isPresent()) kinds.add(Kind.PARTITION);
          state.add(dialect.portable(t));
        });
    replace(before.enums(), after.enums(), state::remove, state::add);
    replace(before.sequences(), after.sequences(), state::remove, state::add);
    replace(before.objects(), after.objects(), o -> remove(o), o -> add(o));
  }

  private void remove(SchemaObject object) {
    kinds.add(object.kind());
    state.remove(object.key());
  }

  private void add(SchemaObject object) {
    kinds.add(object.kind());
    state.add(dialect.portable(object), Optional.empty());
  }

  private static <K, V> void replace(
      Map<K, V> before, Map<K, V> after, Consumer<V> remove, Consumer<V> add) {
    before.forEach(
        (key, value) -> {
          if (!value.equals(after.get(key))) remove.accept(value);
        });
    after.forEach(
        (key, value) -> {
          if (!value.equals(before.get(key))) add.accept(value);
        });
  }
}
