package dev.underpin.workflow.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.golden.GoldenCase;
import dev.underpin.planner.golden.GoldenPlanner;
import dev.underpin.planner.golden.StepRows;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import dev.underpin.workflow.plan.PlanResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/safety.md} is made without a server; real ones, with rows, plan the same steps. */
class SafetyCasesTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> servers_plan_what_the_page_shows() {
    List<GoldenCase> cases = GoldenCase.marked("page");
    return TestServers.all().stream()
        .map(
            server ->
                DynamicContainer.dynamicContainer(
                    server.name(),
                    cases.stream()
                        .filter(c -> c.engines().contains(server.engine()))
                        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(server, c)))));
  }

  private void check(TestServer server, GoldenCase golden) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      CaseDatabase database = new CaseDatabase(db, folder);
      database.begin(golden);
      PlanResult live = database.plan(golden.before());
      assertThat(live.plan().steps()).as("what the case begins with is there").isEmpty();
      String version = live.catalog().engine().version().toString();
      assertThat(rows(database, golden))
          .isEqualTo(new GoldenPlanner(golden, server.engine(), version).rows());
    }
  }

  private static List<String> rows(CaseDatabase database, GoldenCase golden) throws IOException {
    try {
      PlanResult result = database.plan(golden.after());
      return StepRows.of(result.plan(), result.violations());
    } catch (UnderpinException e) {
      return StepRows.ofProblem(String.valueOf(e.getMessage()));
    }
  }
}
