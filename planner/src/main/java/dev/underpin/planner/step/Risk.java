package dev.underpin.planner.step;

import dev.underpin.schema.catalog.TableFacts;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How much a step can harm an application that runs, or its rows. The least comes first. */
public enum Risk {
  /** Others read and write while it runs, or it changes metadata alone. */
  LOW,
  /** Others wait while a table that is not large is read or rewritten. */
  MEDIUM,
  /** A large table is blocked for long, or something is dropped, changed or has no rollback. */
  HIGH;

  private static final Set<Allow> HARMFUL =
      EnumSet.of(
          Allow.DROP_TABLE,
          Allow.DROP_COLUMN,
          Allow.DROP_OBJECT,
          Allow.LOSSY,
          Allow.REWRITE,
          Allow.IRREVERSIBLE,
          Allow.DISCARD);

  /** The word as it is written after {@code --max-risk}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that a word means. */
  public static Optional<Risk> of(String word) {
    for (Risk risk : values()) if (risk.word().equals(word)) return Optional.of(risk);
    return Optional.empty();
  }

  /** What these approvals are needed for is a high risk by itself. */
  public static boolean isHigh(Collection<Allow> approvals) {
    return approvals.stream().anyMatch(HARMFUL::contains);
  }

  /**
   * The risk of a step.
   *
   * @param approvals what it needs approval for
   * @param facts of the table that it locks
   * @param largeTable the size in bytes from which a table is large
   */
  public static Risk of(Lock lock, Collection<Allow> approvals, TableFacts facts, long largeTable) {
    if (isHigh(approvals)) return HIGH;
    if (!lock.stopsWritersForLong() || facts.empty()) return LOW;
    return facts.bytes() >= largeTable ? HIGH : MEDIUM;
  }

  /** The higher one. */
  public Risk or(Risk other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
