package dev.underpin.schema;

import dev.underpin.schema.model.QualifiedName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of a schema after migrations that run one after the other. */
public final class PartChain {
  private final TreeMap<SchemaPart, Mark> state = new TreeMap<>();

  /** One more migration has run. */
  public void add(PartMarks leaves) {
    leaves
        .marks()
        .forEach(
            (part, mark) -> {
              SchemaPart table = SchemaPart.of(SchemaPart.TABLE, part.owner());
              if (part.equals(table)) state.keySet().removeIf(p -> isOf(p, part.owner()));
              else if (state.containsKey(table) && isOf(part, part.owner()))
                state.put(table, Mark.EXISTS);
              state.put(part, mark);
            });
  }

  private static boolean isOf(SchemaPart part, QualifiedName table) {
    return switch (part.kind()) {
      case SchemaPart.ATTRIBUTES, SchemaPart.COLUMN, SchemaPart.CONSTRAINT, SchemaPart.INDEX ->
          part.owner().equals(table);
      default -> false;
    };
  }

  /** What a migration needs and what is known to be something else. */
  public Set<SchemaPart> unmet(PartMarks needs) {
    Set<SchemaPart> unmet = new TreeSet<>();
    for (Map.Entry<SchemaPart, Mark> need : needs.marks().entrySet()) {
      SchemaPart part = need.getKey();
      Mark found = state.get(part);
      Mark table = state.get(SchemaPart.of(SchemaPart.TABLE, part.owner()));
      boolean gone = isOf(part, part.owner()) && table != null && table.isAbsent();
      if (found == null && gone) found = Mark.ABSENT;
      if (found != null && !need.getValue().fits(found, false)) unmet.add(part);
    }
    return unmet;
  }

  /** The parts that the migrations have changed, as they are now. */
  public PartMarks state() {
    return new PartMarks(Set.of(), state);
  }
}
