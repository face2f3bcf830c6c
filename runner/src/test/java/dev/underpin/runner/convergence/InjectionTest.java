package dev.underpin.runner.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.testkit.TestServer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final long SEED = Long.getLong("underpin.seed", 20260101);
  private static final int FAILURES = Integer.getInteger("underpin.failures", 1);

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void two_commands_lead_out(TestServer server) {
    Map<InjectedRun.End, Integer> ends = new EnumMap<>(InjectedRun.End.class);
    Map<String, String> failures = new LinkedHashMap<>();
    int failed = 0;
    try (Laboratory laboratory = new Laboratory(server)) {
      Flavour flavour = flavour(server, laboratory.dialect());
      PairMaker maker = new PairMaker(flavour, laboratory.dialect());
      for (int i = 0; i < INJECTIONS && failures.size() < FAILURES; i++) {
        long seed = SEED + i;
        Pair pair = maker.pair(seed);
        try {
          ends.merge(
              new InjectedRun(laboratory, flavour, pair, new Dice(seed)).run(), 1, Integer::sum);
        } catch (Failure failure) {
          failed++;
          failures.putIfAbsent(
              failure.signature(),
              "-Dunderpin.seed=" + seed + "\n" + failure.getMessage() + "\n" + failure.plan());
        }
      }
    }
    System.out.println(server + ": " + ends + ", failed " + failed);
    if (!failures.isEmpty()) fail(String.join("\n===\n", failures.values()));
    assertThat(ends).containsKey(InjectedRun.End.START);
  }

  private static Flavour flavour(TestServer server, Dialect dialect) {
    return switch (server.engine()) {
      case "postgresql" -> new PostgresFlavour(dialect.engine().version().major());
      case "sqlite" -> new SqliteFlavour();
      default -> new MysqlFlavour((MysqlDialect) dialect);
    };
  }
}
