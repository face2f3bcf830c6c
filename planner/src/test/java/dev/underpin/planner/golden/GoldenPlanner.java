package dev.underpin.planner.golden;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans a case for one version of an engine, as a command would, without a server. */
public final class GoldenPlanner {
  /** The token of a plan that is only shown, as the command has it. */
  private static final String TOKEN = "00000000";

  private static final Map<String, List<String>> TESTED =
      Map.of(
          "postgresql", List.of("13", "18"),
          "mysql", List.of("8.0.33", "9.7"),
          "mariadb", List.of("10.11", "11.4"),
          "sqlite", List.of("3.54"));

  private final GoldenCase golden;
  private final DialectProvider provider;
  private final Dialect dialect;
  private final Answers answers;

  /**
   * A planner.
   *
   * @param version as people write it, such as {@code 8.0.33}
   */
  public GoldenPlanner(GoldenCase golden, String engine, String version) {
    this.golden = golden;
    this.provider = Dialects.provider(engine);
    this.dialect =
        provider.create(new Engine(engine, provider.baseline().product(), Version.parse(version)));
    this.answers = new Answers(golden.facts());
  }

  /** The engine's name for people. */
  String product() {
    return dialect.engine().product();
  }

  /**
   * The versions of an engine that a case is planned for, as people write them: those that it
   * names, else the oldest and the newest that are tested for a case of several engines, and the
   * newest for a case of one.
   */
  static List<String> versions(GoldenCase golden, String engine) {
    List<String> named = new ArrayList<>();
    for (String item : golden.facts().items("version")) {
      String[] words = item.split(" ");
      String of = words.length == 1 ? golden.engines().get(0) : words[0];
      if (of.equals(engine)) named.add(words[words.length - 1]);
    }
    List<String> tested = TESTED.getOrDefault(engine, List.of());
    if (!named.isEmpty()) return named;
    return golden.engines().size() > 1 ? tested : tested.subList(tested.size() - 1, tested.size());
  }

  /** What is planned, with the answers that decided it. */
  GoldenPlan plan() {
    Declared before = declared("before.yaml", golden.before());
    Declared after = declared("after.yaml", golden.after());
    Plan creation = plan(catalog(Schema.EMPTY), before.schema(), Hints.NONE, PlanOptions.DEFAULT);
    Catalog live = CatalogFacts.of(golden.facts(), dialect, catalog(creation.to()));
    Plan plan = plan(live, after.schema(), after.hints(), options());
    for (Step step : plan.steps()) step.checks().forEach(answers::of);
    return new GoldenPlan(dialect, creation, plan, answers.given());
  }

  /** What is planned where the plan has been made already, for the same schema. */
  Plan again() {
    Declared after = declared("after.yaml", golden.after());
    return plan(end(), after.schema(), after.hints(), options());
  }

  /** What is planned where the plan has been made already, for the schema before it. */
  Plan back() {
    return plan(end(), plan().plan().from(), Hints.NONE, options());
  }

  /** The catalog that the plan leaves. */
  private Catalog end() {
    Plan plan = plan().plan();
    return CatalogFacts.of(golden.facts(), dialect, catalog(plan.to()));
  }

  /** The steps as the pages show them. */
  public List<String> rows() {
    try {
      GoldenPlan planned = plan();
      return StepRows.of(planned.plan(), planned.violations());
    } catch (BrokenCase e) {
      return StepRows.ofProblem(e.getMessage());
    }
  }

  private Plan plan(Catalog catalog, Schema desired, Hints hints, PlanOptions options) {
    return Planner.plan(new PlanRequest(dialect, catalog, desired, hints, options, TOKEN));
  }

  private Declared declared(String file, String yaml) {
    ReadResult read =
        new SchemaReader(new EngineWords(provider.yamlWords(), Dialects.yamlWords()))
            .readString(file, yaml);
    List<Problem> problems = new ArrayList<>(read.errors());
    if (read.declared().isPresent()) {
      Declared lowered =
          dialect.lower(read.declared().get(), dialect.defaultNamespace(), problems::add);
      problems.removeIf(p -> p.severity() != Problem.Severity.ERROR);
      if (problems.isEmpty()) return lowered.withSchema(dialect.normalize(lowered.schema()));
    }
    throw new BrokenCase(problems);
  }

  private Catalog catalog(Schema schema) {
    return Catalog.of(dialect.engine(), "shop", dialect.defaultNamespace(), schema);
  }

  private PlanOptions options() {
    Facts facts = golden.facts();
    Set<Allow> allowed =
        facts.items("allow").stream()
            .map(word -> Allow.of(word).orElseThrow())
            .collect(Collectors.toSet());
    List<String> flags = facts.items("options");
    return new PlanOptions(
        allowed,
        flags.contains("discard"),
        facts.one("large-table").map(Facts::bytes).orElse(PlanOptions.DEFAULT.largeTable()),
        PlanOptions.DEFAULT.batchSize(),
        flags.contains("only-listed"),
        flags.contains("unknown-rows"),
        flags.contains("copy-by-tool"),
        Ownership.EVERYTHING);
  }

  /** The YAML of a case cannot be lowered: what an engine says of it is a part of its recipes. */
  static final class BrokenCase extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenCase(List<Problem> problems) {
      super(problems.stream().map(Problem::render).collect(Collectors.joining("\n")));
    }
  }

  /** What the rows of a case say to a question: nothing is found, unless its facts say so. */
  private static final class Answers {
    private final Map<String, DataCheckAnswer> given = new LinkedHashMap<>();
    private final Facts facts;

    Answers(Facts facts) {
      this.facts = facts;
    }

    DataCheckAnswer of(DataCheck probe) {
      return given.computeIfAbsent(probe.id(), id -> CatalogFacts.answer(facts, probe));
    }

    List<DataCheckAnswer> given() {
      return List.copyOf(given.values());
    }
  }
}
