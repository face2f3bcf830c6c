package dev.underpin.runner.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.runner.convergence.BranchedRun.End;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two migrations that two people have planned from the same schema: where each fits after the
 * other, both orders lead to the same schema and back; else it is said before anything is changed.
 *
 * <p>A build tries a few; {@code -Dunderpin.branches=500} tries more, {@code -Dunderpin.seed=N}
 * others, {@code -Dunderpin.server=sqlite} on one kind of server. A failure prints the seed, which
 * {@code -Dunderpin.branches=1} repeats.
 */
class BranchPairsTest {
  private static final int BRANCHES = Integer.getInteger("underpin.branches", 4);
  private static final long SEED = Long.getLong("underpin.seed", 20260101);
  private static final int FAILURES = Integer.getInteger("underpin.failures", 1);

  static List<TestServer> servers() {
    String wanted = System.getProperty("underpin.server", "");
    return TestServers.all().stream().filter(s -> s.toString().startsWith(wanted)).toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void both_orders_lead_to_the_same_schema(TestServer server) {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    Map<String, String> failures = new LinkedHashMap<>();
    long began = System.nanoTime();
    try (Laboratory laboratory = new Laboratory(server)) {
      Flavour flavour = flavour(server, laboratory.dialect());
      PairMaker maker = new PairMaker(flavour, laboratory.dialect());
      for (long seed = SEED; seed < SEED + BRANCHES && failures.size() < FAILURES; seed++) {
        List<Pair> branches = maker.branches(seed);
        if (seed % 2 == 0)
          branches =
              List.of(
                  ObjectMaker.add(branches.get(0), laboratory.dialect(), seed),
                  ObjectMaker.add(branches.get(1), laboratory.dialect(), seed));
        try {
          ends.merge(new BranchedRun(laboratory, flavour, branches).run(), 1, Integer::sum);
        } catch (Failure failure) {
          failures.putIfAbsent(
              failure.signature().replaceAll("(?s)\\n.*", ""),
              "-Dunderpin.seed=" + seed + "\n" + failure.getMessage() + "\n" + branches);
        }
      }
    }
    System.out.printf(
        "%s: %s, failed %s, %.1f s%n",
        server, ends, failures.size(), (System.nanoTime() - began) / 1e9);
    if (!failures.isEmpty()) fail(String.join("\n===\n", failures.values()));
    assertThat(ends.values().stream().mapToInt(i -> i).sum()).isEqualTo(BRANCHES);
  }

  private static Flavour flavour(TestServer server, Dialect dialect) {
    return switch (server.engine()) {
      case "postgresql" -> new PostgresFlavour(dialect.engine().version().major());
      case "sqlite" -> new SqliteFlavour();
      default -> new MysqlFlavour((MysqlDialect) dialect);
    };
  }
}
