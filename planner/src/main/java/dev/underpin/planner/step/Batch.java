package dev.underpin.planner.step;

import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/**
 * How a backfill walks its table. The statement holds the mark {@link #MARK}, where a key range is
 * put in.
 *
 * @param key the columns of a unique, non-null key to walk along; empty where there is none and the
 *     statement runs whole
 * @param size how many rows a batch begins with
 */
public record Batch(QualifiedName table, List<String> key, int size) {
  /** Where the key range of one batch goes: {@code … WHERE (predicate) /* batch *}{@code /}. */
  public static final String MARK = "/* batch */";

  public Batch {
    key = List.copyOf(key);
  }
}
