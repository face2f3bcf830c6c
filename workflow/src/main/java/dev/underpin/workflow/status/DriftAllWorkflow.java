package dev.underpin.workflow.status;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.targets.TargetPool;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks every environment of {@code underpin.yaml}, or every database that one has, several at a
 * time. What fails for one does not stop the others.
 *
 * @param environments their names
 * @param settings decides where one is; may fail for one whose variables are not set
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
    return new TargetPool(jobs, Integer.MAX_VALUE)
        .run(environments, this::check, one -> one.state().isFailure(), one -> {}).stream()
            .flatMap(Optional::stream)
            .toList();
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
