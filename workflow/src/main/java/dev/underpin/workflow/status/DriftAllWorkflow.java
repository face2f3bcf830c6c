package dev.underpin.workflow.status;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks every environment of {@code underpin.yaml}, several at a time. Each has one connection,
 * which ends with its check, so the number of threads bounds the connections. What fails for one
 * does not stop the others.
 *
 * @param environments their names
 * @param settings decides where an environment is; may fail for one whose variables are not set
 * @param jobs how many are checked at a time
 * @param notes told what hooks print; from several threads
 */
public record DriftAllWorkflow(
    List<String> environments,
    Function<String, Settings> settings,
    int jobs,
    Consumer<String> notes) {
  public DriftAllWorkflow {
    environments = List.copyOf(environments);
  }

  /** One entry for each environment, in their order. */
  public List<EnvironmentDrift> check() {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(jobs, environments.size())),
            work -> {
              Thread thread = new Thread(work, "drift");
              // A server that does not answer must not keep an interrupted command alive.
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<EnvironmentDrift>> running = new ArrayList<>();
      for (String name : environments) running.add(threads.submit(() -> check(name)));
      List<EnvironmentDrift> done = new ArrayList<>();
      for (Future<EnvironmentDrift> one : running) done.add(one.get());
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnderpinException(UnderpinException.Kind.FAILED, "Interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) throw problem;
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private EnvironmentDrift check(String name) {
    Settings of;
    try {
      of = settings.apply(name);
    } catch (UnderpinException e) {
      return EnvironmentDrift.failed(name, Optional.empty(), e);
    }
    try {
      DriftResult result = new DriftWorkflow(of).fromHistory();
      DriftHooks.tell(result, of, notes);
      return new EnvironmentDrift(name, Optional.of(of), Optional.of(result), Optional.empty());
    } catch (UnderpinException e) {
      return EnvironmentDrift.failed(name, Optional.of(of), e);
    }
  }
}
