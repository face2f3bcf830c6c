package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.text.Printable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Makes migrations of plans. */
public final class Migrations {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private Migrations() {}

  /**
   * A new migration's id: the time in UTC, and the name. Where that second is taken, the next free
   * one.
   *
   * @param taken tells whether an id with this time already exists
   */
  public static String newId(Clock clock, String name, Predicate<String> taken) {
    Instant at = clock.instant();
    while (taken.test(UTC.format(at))) at = at.plusSeconds(1);
    return UTC.format(at) + "_" + name;
  }

  /**
   * An id whose time is shortly before that of another one; none where no second is free.
   *
   * @param taken tells whether an id with this time already exists
   */
  public static Optional<String> idBefore(String id, String name, Predicate<String> taken) {
    Instant at = UTC.parse(id.substring(0, 14), Instant::from);
    for (int second = 1; second <= 60; second++) {
      String time = UTC.format(at.minusSeconds(second));
      if (!taken.test(time)) return Optional.of(time + "_" + name);
    }
    return Optional.empty();
  }

  /** The migration that runs a plan. */
  public static Migration of(
      Plan plan, String id, Dialect dialect, String namespace, Set<Allow> allowed) {
    Engine engine = dialect.engine();
    TreeSet<String> words = new TreeSet<>();
    allowedOf(plan, allowed).forEach(a -> words.add(a.word()));
    List<MigrationStep> steps = new ArrayList<>(plan.steps().size());
    for (int i = 0; i < plan.steps().size(); i++) {
      steps.add(
          step(plan.steps().get(i), i + 1, plan.promise().steps().get(i).toString(), namespace));
    }
    return new Migration(
            id,
            engine.id(),
            engine.version().toString(),
            words,
            plan.promise().needs().toString(),
            plan.promise().leaves().toString(),
            prologue(plan, Tokens.of(id), dialect, namespace),
            steps)
        .withSeeds(plan.seeds());
  }

  /** A rollback that puts something into the trash may do so many times. */
  private static List<String> prologue(Plan plan, String token, Dialect dialect, String namespace) {
    EnginePlanner recipes = Planner.recipes(dialect.engine().id());
    List<String> lines = new ArrayList<>(recipes.filePrologue(namespace));
    String back = TrashNames.backToken(token);
    String mark = TrashNames.PREFIX + back + "_";
    TreeSet<QualifiedName> tables = new TreeSet<>();
    for (Step step : plan.steps()) {
      if (step.down().stream().anyMatch(sql -> sql.contains(mark))) tables.add(step.subject());
    }
    if (!tables.isEmpty()) lines.addAll(recipes.renameEarlierTrash(dialect, back, tables));
    return lines;
  }

  private static Collection<Allow> allowedOf(Plan plan, Set<Allow> allowed) {
    return plan.needs().stream().filter(allowed::contains).toList();
  }

  /**
   * What a step does, with the object's name: the same in the preview, in files, in the history and
   * while it runs.
   *
   * @param namespace the one that is not said
   */
  public static String title(Step step, String namespace) {
    return Printable.line(step.title() + " (" + step.subject().without(namespace) + ")");
  }

  private static MigrationStep step(Step step, int number, String leaves, String namespace) {
    return new MigrationStep(
        number,
        step.phase(),
        title(step, namespace),
        step.lock().sentence(),
        step.mode(),
        step.batch(),
        step.up(),
        step.downMode(),
        step.down(),
        leaves,
        step.checks(),
        step.downChecks(),
        step.needs());
  }
}
