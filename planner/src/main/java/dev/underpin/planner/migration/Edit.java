package dev.underpin.planner.migration;

import dev.underpin.planner.step.Allow;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A statement of a migration's file that is not as it was saved.
 *
 * @param place the file and the step, for messages
 * @param statement its first line; empty where statements are missing or in another order
 * @param needs what has to be allowed before it runs
 * @param changesSchema true where the file no longer leads to the schema that it promises
 */
public record Edit(String place, String statement, Set<Allow> needs, boolean changesSchema) {
  private static final int LONG = 120;

  public Edit {
    needs = Set.copyOf(needs);
  }

  /** {@code up.sql, step 2: DROP TABLE …}. */
  public String sentence() {
    return place + ": " + (statement.isEmpty() ? "statements are missing or moved" : statement);
  }

  /** What has to be allowed before any of these runs. */
  public static Set<Allow> needs(List<Edit> edits) {
    EnumSet<Allow> all = EnumSet.noneOf(Allow.class);
    edits.forEach(e -> all.addAll(e.needs()));
    return all;
  }

  /** What a changed schema needs where nothing else does: nobody promises how it will end. */
  static Edit of(String place, String statement, StatementRisk risk) {
    boolean unpromised = risk.needs().isEmpty() && risk.changesSchema();
    String line = statement.strip().lines().filter(l -> !l.startsWith("--")).findFirst().orElse("");
    return new Edit(
        place,
        line.length() > LONG ? line.substring(0, LONG) + " …" : line,
        unpromised ? EnumSet.of(Allow.DRIFT) : risk.needs(),
        risk.changesSchema());
  }
}
