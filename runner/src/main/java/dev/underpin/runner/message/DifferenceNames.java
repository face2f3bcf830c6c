package dev.underpin.runner.message;

import dev.underpin.schema.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of what differs between two schemas: enough for a message that says where to look. */
public final class DifferenceNames {
  private static final int MOST = 5;

  private DifferenceNames() {}

  /**
   * A sentence's end, such as {@code orders differs, public.audit is missing}; empty where nothing
   * differs by name.
   */
  public static String between(Schema expected, Schema live) {
    List<String> all =
        Stream.of(
                names(expected.tables(), live.tables()),
                names(expected.enums(), live.enums()),
                names(expected.sequences(), live.sequences()),
                names(expected.objects(), live.objects()))
            .flatMap(List::stream)
            .toList();
    String shown = all.stream().limit(MOST).collect(Collectors.joining(", "));
    return all.size() > MOST ? shown + " and " + (all.size() - MOST) + " more" : shown;
  }

  private static <K extends Comparable<? super K>, V> List<String> names(
      Map<K, V> expected, Map<K, V> live) {
    TreeSet<K> keys = new TreeSet<>(expected.keySet());
    keys.addAll(live.keySet());
    List<String> names = new ArrayList<>();
    for (K key : keys) {
      V one = expected.get(key);
      V two = live.get(key);
      if (two == null) names.add(key + " is missing");
      else if (one == null) names.add(key + " is not expected");
      else if (!one.equals(two)) names.add(key + " differs");
    }
    return names;
  }
}
