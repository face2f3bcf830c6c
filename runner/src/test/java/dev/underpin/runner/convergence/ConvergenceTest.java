package dev.underpin.runner.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Schema;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pairs of schemas with rows in them: every step does what the plan says, and a rollback
 * brings back the schema and every row.
 *
 * <p>A build runs a part of the pairs; {@code -Dunderpin.pairs=500} runs more of them, {@code
 * -Dunderpin.seed=N} others. A failure prints the seed of its pair, which {@code
 * -Dunderpin.pairs=1} repeats.
 */
class ConvergenceTest {
  private static final int PAIRS = Integer.getInteger("underpin.pairs", 80);

  private static final int OBJECT_PAIRS = Integer.getInteger("underpin.pairs", 20);
  private static final long SEED = Long.getLong("underpin.seed", 20260101);
  private static final int FAILURES = Integer.getInteger("underpin.failures", 1);
  private static final int RUNNER_SHARE = Integer.getInteger("underpin.share", 3);
  private static final int SHRINKS = Integer.getInteger("underpin.shrinks", 400);

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void convergesOnTheOldestPostgresql() {
    converges(TestServers.postgresql(13), new PostgresFlavour(13), PAIRS);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void convergesOnTheNewestPostgresql() {
    converges(TestServers.postgresql(18), new PostgresFlavour(18), PAIRS);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void convergesOnSqlite() {
    converges(TestServers.sqlite(), new SqliteFlavour(), PAIRS);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void convergesOnTheOldestMysql() {
    convergesOnMysql("mysql 8.0");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void convergesOnTheNewestMysql() {
    convergesOnMysql("mysql newest");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void convergesOnTheOldestMariaDb() {
    convergesOnMysql("mariadb 10.11");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void convergesOnTheNewestMariaDb() {
    convergesOnMysql("mariadb 11.4");
  }

  static List<TestServer> serversWithObjects() {
    List<TestServer> servers = new ArrayList<>(TestServers.everyMysql());
    servers.add(TestServers.sqlite());
    return servers;
  }

  @ParameterizedTest
  @MethodSource("serversWithObjects")
  @Execution(ExecutionMode.CONCURRENT)
  void convergesWithViewsTriggersAndRoutines(TestServer server) {
    converges(server, d -> flavour(server, d), OBJECT_PAIRS, true);
  }

  static List<TestServer> oldestAndNewestPostgresql() {
    return List.of(TestServers.postgresql(13), TestServers.postgresql(18));
  }

  @ParameterizedTest
  @MethodSource("oldestAndNewestPostgresql")
  @Execution(ExecutionMode.CONCURRENT)
  void convergesWithViewsPoliciesAndRoutinesOnPostgresql(TestServer server) {
    converges(server, d -> flavour(server, d), OBJECT_PAIRS, true);
  }

  private static Flavour flavour(TestServer server, Dialect dialect) {
    if (dialect instanceof MysqlDialect mysql) return new MysqlFlavour(mysql);
    if (server.engine().equals("postgresql"))
      return new PostgresFlavour(dialect.engine().version().major());
    return new SqliteFlavour();
  }

  private static void convergesOnMysql(String server) {
    converges(TestServers.named(server), d -> new MysqlFlavour((MysqlDialect) d), PAIRS, false);
  }

  private static void converges(TestServer server, Flavour flavour, int pairs) {
    converges(server, dialect -> flavour, pairs, false);
  }

  private static void converges(
      TestServer server, Function<Dialect, Flavour> has, int pairs, boolean objects) {
    Map<Journey.End, Integer> ends = new EnumMap<>(Journey.End.class);
    Map<String, String> failures = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String> reasons = new ArrayList<>();
    long began = System.nanoTime();
    try (Laboratory laboratory = new Laboratory(server)) {
      Flavour flavour = has.apply(laboratory.dialect());
      PairMaker maker = new PairMaker(flavour, laboratory.dialect());
      for (int i = 0; i < pairs && failures.size() < FAILURES; i++) {
        long seed = SEED + i;
        Pair pair = maker.pair(seed);
        if (objects) pair = ObjectMaker.add(pair, laboratory.dialect(), seed);
        try {
          Journey journey = new Journey(laboratory, flavour, pair, i % RUNNER_SHARE == 0);
          ends.merge(journey.run(), 1, Integer::sum);
          if (!journey.reasons().isEmpty()) reasons.add(seed + ": " + journey.reasons());
        } catch (Failure failure) {
          counts.merge(failure.signature(), 1, Integer::sum);
          if (!failures.containsKey(failure.signature())) {
            failures.put(
                failure.signature(),
                smallest(laboratory, flavour, pair, failure, seed, i % RUNNER_SHARE == 0));
          }
        }
      }
    }
    System.out.printf("%s: %s in %.1f s%n", server, ends, (System.nanoTime() - began) / 1e9);
    if (!failures.isEmpty()) {
      StringBuilder text = new StringBuilder();
      failures.forEach(
          (signature, report) ->
              text.append("\n=== ").append(counts.get(signature)).append(" x ").append(report));
      fail(text.toString());
    }
    int refused =
        ends.getOrDefault(Journey.End.REFUSED, 0) + ends.getOrDefault(Journey.End.STAYED, 0);
    assertThat(refused)
        .as("pairs that were refused: %s", reasons)
        .isLessThan(Math.max(3, pairs / 4));
  }

  /** The smallest pair that still fails in the same way. */
  private static String smallest(
      Laboratory laboratory,
      Flavour flavour,
      Pair pair,
      Failure failure,
      long seed,
      boolean withRunner) {
    Pair at = pair;
    Failure shown = failure;
    int tries = SHRINKS;
    boolean smaller = true;
    while (smaller && tries > 0) {
      smaller = false;
      for (Pair candidate : reductions(at, laboratory)) {
        if (tries-- == 0) break;
        Optional<Failure> same =
            fails(laboratory, flavour, candidate, failure.signature(), withRunner);
        if (same.isEmpty()) continue;
        at = candidate;
        shown = same.get();
        smaller = true;
        break;
      }
    }
    return "-Dunderpin.seed="
        + seed
        + "\n"
        + shown.getMessage()
        + "\n"
        + at
        + "--- plan\n"
        + shown.plan()
        + "\n";
  }

  private static List<Pair> reductions(Pair pair, Laboratory laboratory) {
    try {
      return new Reductions(pair, laboratory.dialect()).all();
    } catch (RuntimeException e) {
      return new ArrayList<>();
    }
  }

  private static Optional<Failure> fails(
      Laboratory laboratory, Flavour flavour, Pair pair, String signature, boolean withRunner) {
    try {
      new Journey(laboratory, flavour, pair, withRunner).run();
      return Optional.empty();
    } catch (Failure failure) {
      boolean same = failure.signature().equals(signature);
      return same && canBeMade(laboratory, flavour, pair.to())
          ? Optional.of(failure)
          : Optional.empty();
    }
  }

  /** Taking things out of a schema may leave one that no server accepts. */
  private static boolean canBeMade(Laboratory laboratory, Flavour flavour, Schema schema) {
    try {
      new Journey(laboratory, flavour, new Pair(schema, schema, Hints.NONE, List.of()), false)
          .run();
      return true;
    } catch (Failure failure) {
      return false;
    }
  }
}
