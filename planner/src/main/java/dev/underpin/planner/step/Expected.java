package dev.underpin.planner.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Changes what is as it is expected, or finds that it is not. */
final class Expected {
  private Expected() {}

  static <K, V> void swap(
      TreeMap<K, V> map, Optional<V> before, Optional<V> after, Function<V, K> key, String what) {
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

  static <T> List<T> swap(
      List<T> list,
      Optional<T> before,
      Optional<T> after,
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

  static void require(boolean condition, String expected) {
    if (!condition) throw new ChangeMismatch("expected " + expected);
  }
}
