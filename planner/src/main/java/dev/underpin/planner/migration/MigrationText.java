package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Planner;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration as two SQL files. They are what people review, what a plain client runs, and what the
 * runner reads back: what it needs more than the statements stands in comments.
 */
public final class MigrationText {
  static final String MARK = "-- underpin: ";

  private MigrationText() {}

  /** The file that leads forward. */
  public static String up(Migration migration) {
    return up(migration, Optional.empty(), Replaced.NONE);
  }

  /**
   * The file that leads forward.
   *
   * @param rehearsal where the migration was rehearsed, or why not, as a sentence without its full
   *     stop
   * @param replaced the migrations in whose place it is
   */
  public static String up(Migration migration, Optional<String> rehearsal, Replaced replaced) {
    EnginePlanner recipes = Planner.recipes(migration.engineId());
    StringBuilder out = new StringBuilder();
    head(out, migration);
    out.append(replaced.lines());
    rehearsal.ifPresent(text -> out.append("-- ").append(line(text)).append('\n'));
    for (MigrationStep step : migration.steps()) {
      out.append("\n-- step ").append(step.number()).append(' ').append(step.phase().word());
      out.append(": ").append(line(step.title())).append('\n');
      detail(out, "lock", step.lock());
      if (!step.needs().isEmpty()) detail(out, "needs", words(step.needs()));
      detail(out, "run", mode(step.mode(), step.batch()));
      step.checksBefore().forEach(check -> detail(out, "check", check(check)));
      step.verifications().forEach(check -> detail(out, "verify", check.sql()));
      if (!step.leaves().isEmpty()) detail(out, "leaves", step.leaves());
      body(out, step.up(), recipes, step.mode());
    }
    out.append('\n').append(PartLines.of(migration));
    return sealed(out, migration, migration.steps().stream().flatMap(s -> s.up().stream()));
  }

  /** The file that leads back: the steps' inverses, the last step first. */
  public static String down(Migration migration) {
    EnginePlanner recipes = Planner.recipes(migration.engineId());
    StringBuilder out = new StringBuilder();
    head(out, migration);
    List<MigrationStep> steps = new ArrayList<>(migration.steps());
    Collections.reverse(steps);
    if (steps.size() > 1) {
      out.append(
          "-- If up.sql stopped in step N, run the lines above and then \"undo step N-1\" and what follows it.\n");
    }
    for (MigrationStep step : steps) {
      out.append("\n-- undo step ")
          .append(step.number())
          .append(": ")
          .append(line(step.title()))
          .append('\n');
      detail(out, "run", mode(step.downMode(), step.batch()));
      step.downChecks().forEach(check -> detail(out, "check", check(check)));
      if (step.down().isEmpty()) {
        out.append("-- nothing to undo\n");
      } else {
        body(out, step.down(), recipes, step.downMode());
      }
    }
    return sealed(out, migration, steps.stream().flatMap(s -> s.down().stream()));
  }

  private static String sealed(StringBuilder out, Migration migration, Stream<String> statements) {
    Dialect dialect = Dialects.of(Dialects.provider(migration.engineId()).baseline());
    String head =
        Planner.recipes(migration.engineId()).plain(String.join("\n", migration.prologue()));
    List<String> all = Stream.concat(dialect.splitStatements(head).stream(), statements).toList();
    return out.append(FileSeal.of(migration.id(), all, dialect)).toString();
  }

  /**
   * The checksum of a file: of its text with LF line ends, so that a checkout on another system is
   * no edit.
   */
  public static String checksum(String text) {
    try {
      byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void head(StringBuilder out, Migration migration) {
    migration.prologue().forEach(line -> out.append(line).append('\n'));
    out.append(MARK).append(migration.id());
    out.append("   engine: ")
        .append(migration.engineId())
        .append(' ')
        .append(migration.engineVersion());
    out.append("   allowed: ")
        .append(migration.allowed().isEmpty() ? "-" : String.join(",", migration.allowed()));
    if (migration.isBaseline()) out.append("   baseline");
    out.append('\n').append(FileSeal.notice(migration.id()));
  }

  private static String words(Collection<Allow> words) {
    return words.stream().sorted().map(Allow::word).collect(Collectors.joining(","));
  }

  private static void detail(StringBuilder out, String key, String value) {
    out.append("--   ").append(key).append(": ").append(line(value)).append('\n');
  }

  private static void body(
      StringBuilder out, List<String> statements, EnginePlanner recipes, Mode mode) {
    EnginePlanner.Framing framing = recipes.framing(mode);
    framing.before().forEach(s -> out.append(recipes.ended(s)).append('\n'));
    statements.forEach(s -> out.append(recipes.ended(s)).append('\n'));
    framing.after().forEach(s -> out.append(recipes.ended(s)).append('\n'));
  }

  private static String mode(Mode mode, Optional<Batch> batch) {
    if (mode != Mode.BATCHES || batch.isEmpty()) return mode.word();
    Batch b = batch.get();
    StringBuilder out =
        new StringBuilder(mode.word())
            .append(' ')
            .append(b.size())
            .append(' ')
            .append(quoted(b.table()));
    b.key().forEach(column -> out.append(' ').append(quoted(column)));
    return out.toString();
  }

  private static String check(DataCheck probe) {
    return probe.finding().code().id()
        + " "
        + quoted(probe.id())
        + " "
        + quoted(probe.table())
        + " "
        + quoted(probe.finding().text())
        + " "
        + quoted(probe.remedy())
        + " "
        + probe.sql();
  }

  private static String quoted(QualifiedName name) {
    return quoted(name.schema()) + " " + quoted(name.name());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** A comment is one line: what would end it is written as an escape. */
  static String line(String text) {
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
  }
}
