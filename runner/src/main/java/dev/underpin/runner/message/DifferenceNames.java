package dev.underpin.runner.message;

import dev.underpin.schema.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** The names of what differs between two schemas: enough for a message that says where to look. */
public final class DifferenceNames {
  private static final int MOST = 5;

  private DifferenceNames() {}

  /**
   * A sentence's end, such as {@code column a of orders differs, public.audit is missing}; empty
   * where nothing differs by name.
   */
  public static String between(Schema expected, Schema live) {
    Schema managed = live.withAccessTo(expected.access().keySet());
    return sentence(names(SchemaParts.of(expected), SchemaParts.of(managed)));
  }

  /**
   * What a step did that it should not have done: of what it changed, what the target has
   * otherwise; where that says nothing, all that it changed.
   */
  public static String ofStep(Schema before, Schema after, Optional<Schema> target) {
    Map<String, Object> one = SchemaParts.of(before);
    Map<String, Object> two = SchemaParts.of(after);
    TreeSet<String> changed = new TreeSet<>(one.keySet());
    changed.addAll(two.keySet());
    changed.removeIf(key -> Objects.equals(one.get(key), two.get(key)));
    if (changed.isEmpty()) return "nothing has changed";
    if (target.isPresent()) {
      Map<String, Object> expected = SchemaParts.of(target.get());
      expected.keySet().retainAll(changed);
      two.keySet().retainAll(changed);
      List<String> wrong = names(expected, two);
      if (!wrong.isEmpty()) return sentence(wrong);
    }
    return "changed: " + sentence(List.copyOf(changed));
  }

  private static String sentence(List<String> all) {
    String shown = String.join(", ", all.subList(0, Math.min(MOST, all.size())));
    return all.size() > MOST ? shown + " and " + (all.size() - MOST) + " more" : shown;
  }

  private static List<String> names(Map<String, Object> expected, Map<String, Object> live) {
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(live.keySet());
    List<String> names = new ArrayList<>();
    for (String key : keys) {
      Object one = expected.get(key);
      Object two = live.get(key);
      if (two == null) names.add(key + " is missing");
      else if (one == null) names.add(key + " is not expected");
      else if (!one.equals(two)) names.add(key + " differs");
    }
    return names;
  }
}
