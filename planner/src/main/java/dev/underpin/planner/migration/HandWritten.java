package dev.underpin.planner.migration;

import dev.underpin.planner.Planner;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.catalog.Engine;
import java.util.ArrayList;
import java.util.List;

/**
 * The two files of a migration that a person writes, as they are before anything is written.
 *
 * @param name the part of the id behind the time
 * @param namespace the one that plain names mean
 */
public record HandWritten(String id, String name, Engine engine, String namespace) {
  static final String MARK = "   by hand";

  /** The file that leads forward. */
  public String up() {
    List<String> lines = new ArrayList<>(head());
    lines.add("-- Written by hand. A step runs as its \"run:\" line says:");
    lines.add("--   transaction                  all of it or nothing");
    lines.add("--   alone                        each statement by itself");
    lines.add("--   batches 5000 orders by id    one UPDATE or DELETE, in ranges of the key:");
    lines.add("--                                … WHERE (condition) /* batch */");
    lines.add("-- \"--   verify: SELECT …\" below it must find no row after the step.");
    lines.add("-- Its phase is expand, backfill or contract. More steps: step 2, step 3.");
    lines.add("-- down.sql has an \"undo step\" for each, the last one first.");
    lines.add("-- When it is written: underpin test " + name + " --save");
    lines.add("");
    lines.add("-- step 1 expand: " + name.replace('_', ' '));
    body(lines, "-- Write SQL here.");
    return String.join("\n", lines) + "\n";
  }

  /** The file that leads back. */
  public String down() {
    List<String> lines = new ArrayList<>(head());
    lines.add("");
    lines.add("-- undo step 1: " + name.replace('_', ' '));
    body(lines, "-- Write SQL here that undoes step 1.");
    return String.join("\n", lines) + "\n";
  }

  private List<String> head() {
    List<String> lines = new ArrayList<>(recipes().filePrologue(namespace));
    lines.add(
        MigrationText.MARK
            + "%s   engine: %s %s   allowed: -".formatted(id, engine.id(), engine.version())
            + MARK);
    return lines;
  }

  private void body(List<String> lines, String comment) {
    EnginePlanner.Framing framing = recipes().framing(Mode.TRANSACTION);
    lines.add("--   run: " + Mode.TRANSACTION.word());
    framing.before().forEach(s -> lines.add(s + ";"));
    lines.add(comment);
    framing.after().forEach(s -> lines.add(s + ";"));
  }

  private EnginePlanner recipes() {
    return Planner.recipes(engine.id());
  }
}
