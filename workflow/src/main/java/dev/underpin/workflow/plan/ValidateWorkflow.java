package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the YAML, with no database. */
public record ValidateWorkflow(Settings settings) {
  /**
   * What was found.
   *
   * @param tables how many tables are declared; 0 where the YAML could not be read
   */
  public record Result(List<Problem> problems, int tables) {
    public Result {
      problems = List.copyOf(problems);
    }

    /** The errors among the problems. */
    public long errors() {
      return problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
    }

    public boolean isValid() {
      return errors() == 0;
    }
  }

  /**
   * Check for one engine: the one that was named, or the URL's; for none where neither is.
   *
   * @param engineId named on the command line
   */
  public Result validate(Optional<String> engineId) {
    Optional<String> engine = engineId.or(() -> settings.url().map(u -> u.engineId()));
    Optional<DialectProvider> provider = engine.map(Dialects::provider);
    ReadResult read = DesiredSchema.read(settings.schema(), engine);
    List<Problem> problems = new ArrayList<>(read.problems());
    if (provider.isPresent() && read.declared().isPresent()) {
      Dialect dialect = provider.get().create(provider.get().baseline());
      dialect.lower(read.declared().get(), dialect.defaultNamespace(), problems::add);
    }
    return new Result(
        problems.stream().distinct().toList(),
        read.declared().map(d -> d.schema().tables().size()).orElse(0));
  }
}
