package dev.underpin.workflow.status;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import dev.underpin.workflow.report.ReportedFinding.Level;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one environment stands.
 *
 * @param environment its name in {@code underpin.yaml}
 * @param settings what it is configured as; absent where that is not complete
 * @param result what was found; absent where it could not be checked
 * @param problem why it could not be checked
 */
public record EnvironmentDrift(
    String environment,
    Optional<Settings> settings,
    Optional<DriftResult> result,
    Optional<UnderpinException> problem) {

  /** What can be said of an environment, the better first. */
  public enum State {
    NO_DRIFT("no drift"),
    UNDER_WAY("a run is under way"),
    PARTIALLY_APPLIED("partially applied"),
    DRIFT("drift"),
    UNREACHABLE("unreachable"),
    NOT_CHECKED("not checked");

    private final String words;

    State(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /** True where nothing is known of the database. */
    public boolean isFailure() {
      return this == UNREACHABLE || this == NOT_CHECKED;
    }
  }

  static EnvironmentDrift failed(
      String environment, Optional<Settings> settings, UnderpinException problem) {
    return new EnvironmentDrift(environment, settings, Optional.empty(), Optional.of(problem));
  }

  /** The worst that can be said of it. */
  public State state() {
    if (result.isEmpty()) {
      boolean unreachable =
          problem
              .flatMap(UnderpinException::code)
              .filter(FindingCode.NO_CONNECTION::equals)
              .isPresent();
      return unreachable ? State.UNREACHABLE : State.NOT_CHECKED;
    }
    DriftResult found = result.get();
    if (!found.differences().isEmpty() || !found.lost().isEmpty()) return State.DRIFT;
    if (found.partial().isEmpty()) return State.NO_DRIFT;
    return found.partial().get().underWay().isPresent() ? State.UNDER_WAY : State.PARTIALLY_APPLIED;
  }

  /** Why it could not be checked, with a code behind the first line. */
  public Optional<String> reason() {
    return problem.map(
        p -> p.code().orElse(FindingCode.NOT_CHECKED).afterFirstLine(p.getMessage()));
  }

  /** The state with numbers: {@code drift: 2 differences; 1 pending migration}. */
  public String summary() {
    StringBuilder text = new StringBuilder(state().words());
    result.ifPresent(
        found -> {
          int differences = found.differences().size() + found.lost().size();
          if (differences > 0)
            text.append(": ").append(StepNumbers.count(differences, "difference"));
          if (!found.pending().isEmpty())
            text.append("; ")
                .append(StepNumbers.count(found.pending().size(), "pending migration"));
        });
    return text.toString();
  }

  /**
   * The findings, under the name of the environment.
   *
   * @param remedy what ends drift
   */
  public Report report(String remedy) {
    if (result.isPresent() && settings.isPresent())
      return DriftReport.of(result.get(), settings.get()).report(environment, remedy);
    List<ReportedFinding> findings = new ArrayList<>();
    problem.ifPresent(
        p ->
            findings.add(
                ReportedFinding.of(
                        p.code().orElse(FindingCode.NOT_CHECKED), Level.ERROR, p.getMessage())
                    .about("environment", environment)));
    return new Report("drift", environment, Settings.FILE, findings, List.of());
  }
}
