package dev.underpin.planner.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which {@code renamed_from} hints act.
 *
 * <p>A hint acts while the old name is live and the new one is not. A chain (b was a, c was b) acts
 * from its end, so that each name is free when it is needed. What has already happened is left
 * alone, so that a hint may stay in the YAML. Nothing gets the name of what is not declared.
 */
final class RenameResolver {
  /**
   * What the hints come to.
   *
   * @param renames new name to old name, in the order in which to rename
   * @param errors new name to why the hint cannot be followed
   * @param stale new names whose hint has nothing to act on
   */
  record Resolution(Map<String, String> renames, Map<String, String> errors, List<String> stale) {}

  private RenameResolver() {}

  static Resolution resolve(Map<String, String> hints, Set<String> live, Set<String> declared) {
    Map<String, String> renames = new LinkedHashMap<>();
    Map<String, String> errors = new LinkedHashMap<>();
    List<String> stale = new ArrayList<>();
    List<String> open = new ArrayList<>(hints.keySet());
    boolean progress = true;
    while (progress) {
      progress = false;
      for (String to : List.copyOf(open)) {
        String from = hints.get(to);
        boolean fromLive = live.contains(from) && !renames.containsValue(from);
        boolean toLive = live.contains(to) && !renames.containsValue(to);
        boolean toLeaves = toLive && open.stream().anyMatch(other -> to.equals(hints.get(other)));
        if (toLeaves) continue;
        open.remove(to);
        progress = true;
        if (!toLive && !fromLive || !declared.contains(to)) {
          stale.add(to);
        } else if (toLive && !fromLive) {
          continue;
        } else if (toLive) {
          if (!hints.containsKey(from)) {
            errors.put(to, "both \"" + from + "\" and \"" + to + "\" are there");
          } else {
            stale.add(to);
          }
        } else if (declared.contains(from) && !hints.containsKey(from)) {
          errors.put(to, "\"" + from + "\" is declared as well");
        } else {
          renames.put(to, from);
        }
      }
    }
    resolveCycles(hints, live, open, errors, stale);
    return new Resolution(renames, errors, stale);
  }

  /** What is left over goes round in a circle, and its state looks the same before and after. */
  private static void resolveCycles(
      Map<String, String> hints,
      Set<String> live,
      List<String> open,
      Map<String, String> errors,
      List<String> stale) {
    for (String to : open) {
      String from = hints.get(to);
      boolean circle = inCircle(hints, to);
      if (circle && live.contains(from)) {
        errors.put(
            to,
            "\""
                + from
                + "\" and \""
                + to
                + "\" trade names, and whether they already have cannot be seen; "
                + "rename to a third name first, in a plan of its own");
      } else {
        stale.add(to);
      }
    }
  }

  private static boolean inCircle(Map<String, String> hints, String start) {
    String at = start;
    for (int i = 0; i <= hints.size(); i++) {
      at = hints.get(at);
      if (at == null) return false;
      if (at.equals(start)) return true;
    }
    return false;
  }
}
