package dev.underpin.workflow.export;

import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Planner;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.workflow.export.ExportPart.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a migration where another tool needs a migration of its own. Steps that only change metadata
 * in the same phase share one; each other step stands alone, so that a lock is held no longer than
 * Underpin holds it.
 */
final class ExportParts {
  /** Runs on every server, where a direction has nothing to do and a file must not be empty. */
  static final String NOTHING = "SELECT 1";

  /**
   * A transaction that a step begins by itself. Flyway and Liquibase take the word BEGIN for that
   * of a body, and would not take the file apart behind it.
   */
  private static final String BEGIN = "SAVEPOINT underpin_step";

  private static final String END = "RELEASE SAVEPOINT underpin_step";

  private final Migration migration;
  private final EnginePlanner engine;
  private final boolean wholeFiles;
  private final List<String> prologue;
  private final List<ExportPart> parts = new ArrayList<>();

  private ExportParts(Migration migration, boolean wholeFiles) {
    this.migration = migration;
    this.engine = Planner.recipes(migration.engineId());
    this.wholeFiles = wholeFiles;
    this.prologue =
        Dialects.of(Dialects.provider(migration.engineId()).baseline())
            .splitStatements(engine.plain(sql(migration.prologue())));
  }

  /** Without the lines that only a plain client understands. */
  private static String sql(List<String> prologue) {
    return String.join(
        "\n", prologue.stream().filter(l -> !l.startsWith("\\") && !l.startsWith(".")).toList());
  }

  /** The parts of a migration. */
  static List<ExportPart> of(Migration migration, boolean wholeFiles) {
    ExportParts cut = new ExportParts(migration, wholeFiles);
    List<MigrationStep> shared = new ArrayList<>();
    for (MigrationStep step : migration.steps()) {
      boolean joins = cut.isMetadata(step);
      if (!shared.isEmpty() && (!joins || shared.get(0).phase() != step.phase())) {
        cut.add(shared);
        shared.clear();
      }
      if (joins) shared.add(step);
      else cut.add(List.of(step));
    }
    if (!shared.isEmpty()) cut.add(shared);
    int count = cut.parts.size();
    return cut.parts.stream()
        .map(p -> new ExportPart(p.migration(), p.number(), count, p.steps(), p.up(), p.down()))
        .toList();
  }

  private boolean isMetadata(MigrationStep step) {
    return isInTransaction(step.mode())
        && isInTransaction(step.downMode())
        && step.mode() == Mode.TRANSACTION
        && !step.lock().isEmpty()
        && Lock.work(step.lock()) == Lock.Work.CATALOG;
  }

  private boolean isInTransaction(Mode mode) {
    return switch (mode) {
      case TRANSACTION, BATCHES -> true;
      case DETACHED -> engine.framing(mode).equals(engine.framing(Mode.TRANSACTION));
      case ALONE, BY_TOOL -> false;
    };
  }

  private void add(List<MigrationStep> steps) {
    MigrationStep first = steps.get(0);
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    for (MigrationStep step : steps) {
      up.addAll(framed(step.mode(), step.up()));
      down.addAll(0, framed(step.downMode(), step.down()));
    }
    boolean upTogether = isInTransaction(first.mode());
    boolean downTogether = isInTransaction(first.downMode());
    boolean alone = first.mode() == Mode.ALONE || first.downMode() == Mode.ALONE;
    if (wholeFiles && alone && engine.runsTextInOneTransaction()) {
      oneByOne(first, up, upTogether, down, downTogether);
      return;
    }
    add(steps, side(up, upTogether), side(down, downTogether));
  }

  /**
   * A file for each statement. They are rolled back in the opposite order, so the first statement
   * of the rollback is in the last file. Together are only those that share a transaction.
   */
  private void oneByOne(
      MigrationStep step, List<String> up, boolean upOnce, List<String> down, boolean downOnce) {
    int count = Math.max(upOnce ? 1 : up.size(), downOnce ? 1 : down.size());
    for (int i = 0; i < count; i++) {
      int back = count - 1 - i;
      add(
          List.of(step),
          upOnce ? side(i == 0 ? up : List.of(), true) : single(up, i),
          downOnce ? side(back == 0 ? down : List.of(), true) : single(down, back));
    }
  }

  private static Side single(List<String> statements, int index) {
    return index < statements.size()
        ? new Side(List.of(statements.get(index)), false)
        : new Side(List.of(), true);
  }

  private Side side(List<String> statements, boolean inTransaction) {
    if (statements.isEmpty()) return new Side(List.of(), true);
    List<String> all = new ArrayList<>(prologue);
    all.addAll(statements);
    return new Side(all, inTransaction);
  }

  private void add(List<MigrationStep> steps, Side up, Side down) {
    parts.add(new ExportPart(migration, parts.size() + 1, 0, List.copyOf(steps), up, down));
  }

  /** What the tool does not do by itself stands around the statements. */
  private List<String> framed(Mode mode, List<String> statements) {
    List<String> plain = statements.stream().map(s -> s.replace(" " + Batch.MARK, "")).toList();
    if (plain.isEmpty() || isInTransaction(mode)) return plain;
    EnginePlanner.Framing framing = engine.framing(mode);
    EnginePlanner.Framing transaction = engine.framing(Mode.TRANSACTION);
    List<String> all = new ArrayList<>();
    framing.before().forEach(s -> all.add(transaction.before().contains(s) ? BEGIN : s));
    all.addAll(plain);
    framing.after().forEach(s -> all.add(transaction.after().contains(s) ? END : s));
    return all;
  }

  /** True where a step begins a transaction by itself, after something that cannot be in one. */
  static boolean beginsItself(ExportPart part) {
    return part.up().statements().contains(BEGIN) || part.down().statements().contains(BEGIN);
  }

  /** Statements as a file has them. */
  static String text(ExportPart part, Side side) {
    EnginePlanner engine = Planner.recipes(part.migration().engineId());
    StringBuilder out = new StringBuilder();
    side.statements().forEach(sql -> out.append(engine.ended(sql)).append('\n'));
    return out.toString();
  }

  /** A statement with what ends it: not within a comment to the end of its line. */
  static String closed(String sql, String end) {
    String lastLine = sql.substring(sql.lastIndexOf('\n') + 1);
    return sql + (lastLine.contains("--") ? "\n" : "") + end;
  }

  /** The same where the server itself takes the file apart, which knows no delimiters. */
  static String serverText(Side side) {
    StringBuilder out = new StringBuilder();
    List<String> statements = side.statements().isEmpty() ? List.of(NOTHING) : side.statements();
    statements.forEach(sql -> out.append(closed(sql, ";")).append('\n'));
    return out.toString();
  }
}
