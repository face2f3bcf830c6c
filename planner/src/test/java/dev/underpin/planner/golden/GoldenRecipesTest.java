package dev.underpin.planner.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.underpin.planner.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recipe plans what its {@code plan.txt} says. Run with {@code -Dunderpin.update=true} to
 * write these files, and look at the difference.
 */
class GoldenRecipesTest {
  private static final boolean UPDATE = Boolean.getBoolean("underpin.update");

  @TestFactory
  Stream<DynamicNode> every_recipe_plans_what_its_listing_says() {
    return forEach(GoldenRecipesTest::check);
  }

  @TestFactory
  Stream<DynamicNode> nothing_is_left_to_do_after_a_plan_and_there_is_a_plan_for_the_opposite() {
    return forEach(GoldenRecipesTest::checkEnd);
  }

  @Test
  void every_answer_of_a_case_is_to_a_question_that_a_plan_asks() {
    List<String> unasked = new ArrayList<>();
    for (GoldenCase golden : GoldenCase.all()) {
      Set<String> open = new TreeSet<>(CatalogFacts.questions(golden.facts()));
      for (String engine : golden.engines()) {
        for (String version : GoldenPlanner.versions(golden, engine)) {
          if (open.isEmpty()) continue;
          GoldenPlan plan = new GoldenPlanner(golden, engine, version).plan();
          plan.answers().forEach(a -> open.removeIf(q -> a.probe().finding().text().contains(q)));
        }
      }
      open.forEach(q -> unasked.add(golden + ": " + q));
    }
    assertThat(unasked).isEmpty();
  }

  private static Stream<DynamicNode> forEach(BiConsumer<GoldenCase, String> check) {
    Map<String, List<DynamicNode>> byEngine = new LinkedHashMap<>();
    for (GoldenCase golden : GoldenCase.all()) {
      for (String engine : golden.engines()) {
        byEngine
            .computeIfAbsent(engine, e -> new ArrayList<>())
            .add(dynamicTest(golden.toString(), () -> check.accept(golden, engine)));
      }
    }
    return byEngine.entrySet().stream().map(e -> dynamicContainer(e.getKey(), e.getValue()));
  }

  @Test
  void every_listing_has_a_case() throws IOException {
    TreeSet<Path> expected = new TreeSet<>();
    int count = 0;
    for (GoldenCase golden : GoldenCase.all()) {
      for (String engine : golden.engines()) {
        expected.add(golden.plan(engine));
        count++;
      }
    }
    assertThat(expected).as("two cases of one engine have the same name").hasSize(count);
    try (Stream<Path> files = Files.walk(GoldenCase.ROOT)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".plan.txt")).toList()) {
        if (UPDATE && !expected.contains(file)) Files.delete(file);
        else assertThat(expected).as(file + " is of no case").contains(file);
      }
    }
  }

  private static void checkEnd(GoldenCase golden, String engine) {
    for (String version : GoldenPlanner.versions(golden, engine)) {
      GoldenPlanner planner = new GoldenPlanner(golden, engine, version);
      try {
        if (!planner.plan().plan().refusals().isEmpty()) return;
      } catch (GoldenPlanner.BrokenCase e) {
        return;
      }
      assertThat(planner.again().changes()).as("what is left to do").isEmpty();
      Plan back = planner.back();
      if (back.refusals().isEmpty())
        assertThat(back.isProved()).as("the plan for the opposite").isTrue();
    }
  }

  private static void check(GoldenCase golden, String engine) {
    Map<String, List<String>> versions = new LinkedHashMap<>();
    String product = "";
    for (String version : GoldenPlanner.versions(golden, engine)) {
      GoldenPlanner planner = new GoldenPlanner(golden, engine, version);
      product = planner.product();
      versions.computeIfAbsent(listing(golden, planner), t -> new ArrayList<>()).add(version);
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<String>> section : versions.entrySet()) {
      if (text.length() > 0) text.append("\n\n");
      text.append("=== ").append(product).append(' ');
      text.append(String.join(", ", section.getValue())).append(" ===\n\n");
      text.append(section.getKey());
    }
    mustBe(golden.plan(engine), text.toString());
  }

  private static String listing(GoldenCase golden, GoldenPlanner planner) {
    GoldenPlan planned;
    try {
      planned = planner.plan();
    } catch (GoldenPlanner.BrokenCase e) {
      return e.getMessage() + "\n";
    }
    Plan plan = planned.plan();
    if (plan.refusals().isEmpty()) assertThat(plan.isProved()).as("a plan is proved").isTrue();
    return PlanListing.of(planned, !golden.facts().items("show").contains("guard"));
  }

  private static void mustBe(Path file, String text) {
    try {
      String found = Files.exists(file) ? Files.readString(file) : "";
      if (found.equals(text)) return;
      if (!UPDATE) {
        assertThat(text)
            .as(file + " is not what is planned now; -Dunderpin.update=true writes it")
            .isEqualTo(found);
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
