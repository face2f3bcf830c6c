package dev.underpin.runner.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.runner.convergence.InjectedRun.End;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that does something else than a step asks for: two of the commands that status advises
 * lead to the schema from before or to the target.
 *
 * <p>A build tries a few; {@code -Dunderpin.injections=2000} tries more, {@code -Dunderpin.seed=N}
 * others. A failure prints the seed of its pair, which {@code -Dunderpin.injections=1} repeats.
 */
class InjectionTest {
  private static final int INJECTIONS = Integer.getInteger("underpin.injections", 12);
  private static final int A_PLAN = 8;
  private static final long SEED = Long.getLong("underpin.seed", 20260101);
  private static final int FAILURES = Integer.getInteger("underpin.failures", 1);

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void two_commands_lead_out(TestServer server) {
    Map<String, String> failures = new LinkedHashMap<>();
    assertThat(inject(server, SEED, INJECTIONS, FAILURES, failures)).containsKey(End.START);
    if (!failures.isEmpty()) fail(String.join("\n===\n", failures.values()));
  }

  /** A step drops a view, and the migration speaks of no view: a rollback creates it again. */
  @Test
  void a_rollback_restores_what_a_step_has_dropped_beside_its_work() {
    Map<String, String> failures = new LinkedHashMap<>();
    inject(TestServers.someMysql().get(0), 770004, 1, 1, failures);
    assertThat(failures).isEmpty();
  }

  /** Inject into plan after plan, up to so many times or different failures. */
  static Map<End, Integer> inject(
      TestServer server, long first, int injections, int most, Map<String, String> failures) {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    long began = System.nanoTime();
    int failed = 0;
    int plans = 0;
    try (Laboratory laboratory = new Laboratory(server)) {
      Flavour flavour = flavour(server, laboratory.dialect());
      PairMaker maker = new PairMaker(flavour, laboratory.dialect());
      for (long seed = first;
          done(ends) + failed < injections && failures.size() < most;
          seed++, plans++) {
        Pair pair = maker.pair(seed);
        if (seed % 2 == 0 && !server.engine().equals("postgresql"))
          pair = ObjectMaker.add(pair, laboratory.dialect(), seed);
        try {
          new InjectedPlan(laboratory, flavour, pair, new Dice(seed))
              .run(A_PLAN)
              .forEach((end, times) -> ends.merge(end, times, Integer::sum));
        } catch (Failure failure) {
          failed++;
          failures.putIfAbsent(
              failure.signature(),
              "-Dunderpin.seed=" + seed + "\n" + failure.getMessage() + "\n" + failure.plan());
        }
      }
    }
    System.out.printf(
        "%s: %s injections in %s plans, %s, failed %s, %.1f s%n",
        server, done(ends), plans, ends, failed, (System.nanoTime() - began) / 1e9);
    return ends;
  }

  private static int done(Map<End, Integer> ends) {
    return ends.values().stream().mapToInt(i -> i).sum();
  }

  private static Flavour flavour(TestServer server, Dialect dialect) {
    return switch (server.engine()) {
      case "postgresql" -> new PostgresFlavour(dialect.engine().version().major());
      case "sqlite" -> new SqliteFlavour();
      default -> new MysqlFlavour((MysqlDialect) dialect);
    };
  }
}
