package dev.underpin.languageserver;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The plans of the saved files, made in the background. Nobody waits long for one: a plan that is
 * not there yet is said to be on its way. What is asked of the database only reads.
 */
final class Plans {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final Duration SLOW = Duration.ofSeconds(15);

  /** A server that does not answer is asked again only then: each question costs a connection. */
  private static final Duration STUCK = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Clock clock;
  private final Map<Path, Making> known = new HashMap<>();

  /** A plan, when somebody began to make it, and whether files were saved since. */
  private record Making(CompletableFuture<PlanResult> plan, long since, boolean isOld) {}

  /**
   * What is known of a plan.
   *
   * @param database its URL without the password
   * @param why one line where there is no plan
   */
  record Answer(Optional<PlanResult> plan, String database, String why) {
    static Answer none(String why) {
      return new Answer(Optional.empty(), "", why);
    }
  }

  Plans(Clock clock) {
    this.clock = clock;
  }

  /** Files were saved: the next plan is another. */
  synchronized void forget() {
    known.values().removeIf(m -> m.plan().isDone());
    known.replaceAll((schema, making) -> new Making(making.plan(), making.since(), true));
  }

  /** The plan of a project, or why there is none. */
  Answer of(Project project) {
    Optional<Settings> settings = project.settings();
    if (!project.whyNoDatabase().isEmpty())
      return Answer.none("No plan: " + project.whyNoDatabase());
    Optional<DatabaseUrl> url = settings.flatMap(Settings::url);
    if (settings.flatMap(Settings::targets).isPresent())
      return Answer.none("No plan: the configuration names many databases (targets).");
    if (settings.isEmpty() || url.isEmpty())
      return Answer.none(
          "No plan: no database is named. Write url: into underpin.yaml, or set DATABASE_URL.");
    return answer(making(project, settings.get()), url.get().display());
  }

  private synchronized Making making(Project project, Settings settings) {
    Making made = known.get(project.schema());
    long age = made == null ? Long.MAX_VALUE : clock.millis() - made.since();
    boolean keep =
        made != null
            && (made.plan().isDone()
                ? !made.isOld() && age < KEPT.toMillis()
                : age < STUCK.toMillis());
    if (made != null && keep) return made;
    CompletableFuture<PlanResult> plan = new CompletableFuture<>();
    Making making = new Making(plan, clock.millis(), false);
    known.put(project.schema(), making);
    Thread thread = new Thread(() -> make(settings, plan), "underpin-plan");
    // A server that does not answer must not keep the editor's process alive.
    thread.setDaemon(true);
    thread.start();
    return making;
  }

  private void make(Settings settings, CompletableFuture<PlanResult> plan) {
    PlanChoices choices = new PlanChoices(Set.of(), false, Optional.of(false));
    try {
      plan.complete(new PlanWorkflow(settings, choices, clock).plan());
    } catch (RuntimeException | Error e) {
      plan.completeExceptionally(e);
    }
  }

  private Answer answer(Making making, String database) {
    try {
      PlanResult plan = making.plan().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(Optional.of(plan), database, "");
    } catch (TimeoutException e) {
      boolean slow = clock.millis() - making.since() > SLOW.toMillis();
      return Answer.none(
          slow
              ? "No plan: %s has not answered yet.".formatted(database)
              : "The plan for %s is being made. Ask again in a moment.".formatted(database));
    } catch (ExecutionException e) {
      return Answer.none("No plan for %s: %s".formatted(database, why(e.getCause())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("The plan was interrupted.");
    }
  }

  private static String why(@Nullable Throwable cause) {
    return cause instanceof UnderpinException e ? Projects.firstLine(e) : String.valueOf(cause);
  }
}
