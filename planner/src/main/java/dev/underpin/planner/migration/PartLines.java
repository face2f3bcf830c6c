package dev.underpin.planner.migration;

import dev.underpin.schema.json.SeedCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of up.sql that say what a migration needs and what it leaves, part by part, and what it
 * does to reference rows.
 */
final class PartLines {
  private static final String NEEDS = "-- needs: ";
  private static final String LEAVES = "-- leaves: ";
  private static final String SEED = "-- seed: ";

  private PartLines() {}

  /** The lines; those of a migration that promises nothing are left out. */
  static String of(Migration migration) {
    return lines(NEEDS, migration.from())
        + lines(LEAVES, migration.to())
        + lines(SEED, SeedCodec.write(migration.seeds()));
  }

  private static String lines(String start, String parts) {
    if (parts.isEmpty()) return "";
    return parts
        .lines()
        .map(part -> start + part.replace("\\", "\\\\") + "\n")
        .collect(Collectors.joining());
  }

  /** What a file says that its migration needs; empty where an earlier version wrote it. */
  static String needs(String text) {
    return parts(NEEDS, text);
  }

  /** What a file says that its migration leaves; empty where an earlier version wrote it. */
  static String leaves(String text) {
    return parts(LEAVES, text);
  }

  /** What a file says that its migration does to reference rows. */
  static String seeds(String text) {
    return parts(SEED, text);
  }

  private static String parts(String start, String text) {
    List<String> parts = new ArrayList<>();
    text.lines()
        .filter(line -> line.startsWith(start))
        .forEach(line -> parts.add(line.substring(start.length()).replace("\\\\", "\\")));
    return String.join("\n", parts);
  }

  /** True for a line that is no part of a step. */
  static boolean isPart(String line) {
    return line.startsWith(NEEDS) || line.startsWith(LEAVES) || line.startsWith(SEED);
  }
}
