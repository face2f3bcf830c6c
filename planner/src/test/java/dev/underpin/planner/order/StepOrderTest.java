package dev.underpin.planner.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of steps: by what they need, then by phase, then by rank. */
class StepOrderTest {
  private static final Lock LOCK = new Lock("none", Lock.Blocks.NOTHING, Lock.Work.CATALOG);

  @Test
  void aStepComesAfterTheOneThatCreatesWhatItNeeds() {
    assertThat(
            order(step("index", 1).needs(key("column")), step("column", 9).creates(key("column"))))
        .containsExactly("column", "index");
  }

  @Test
  void aNameIsFreedBeforeItIsTakenAgain() {
    assertThat(order(step("create", 1).creates(key("name")), step("drop", 9).destroys(key("name"))))
        .containsExactly("drop", "create");
  }

  @Test
  void whatDependsOnSomethingIsDroppedBeforeIt() {
    assertThat(
            order(step("table", 1).destroys(key("table")), step("key", 9).releases(key("table"))))
        .containsExactly("key", "table");
  }

  @Test
  void whatIsStillNeededIsNotDroppedBeforeItWasUsed() {
    assertThat(order(step("drop", 1).destroys(key("column")), step("use", 9).needs(key("column"))))
        .containsExactly("use", "drop");
  }

  @Test
  void aStepThatFollowsOneOfALaterPhaseMovesIntoThatPhase() {
    List<Step> steps =
        StepOrder.order(
            List.of(
                step(Phase.EXPAND, "add", 1).needs(key("renamed")).build(),
                step(Phase.EXPAND, "other", 5).build(),
                step(Phase.CONTRACT, "rename", 9).creates(key("renamed")).build()));

    assertThat(steps).extracting(Step::title).containsExactly("other", "rename", "add");
    assertThat(steps)
        .extracting(Step::phase)
        .containsExactly(Phase.EXPAND, Phase.CONTRACT, Phase.CONTRACT);
  }

  @Test
  void stepsThatWaitForEachOtherAreABugThatNamesThem() {
    assertThatThrownBy(
            () ->
                order(
                    step("chicken", 1).creates(key("chicken")).needs(key("egg")),
                    step("egg", 1).creates(key("egg")).needs(key("chicken"))))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("chicken")
        .hasMessageContaining("egg");
  }

  private static StepBuilder step(String title, int rank) {
    return step(Phase.EXPAND, title, rank);
  }

  private static StepBuilder step(Phase phase, String title, int rank) {
    return StepBuilder.step(phase, rank, QualifiedName.of("t"), title, LOCK);
  }

  private static StepKey key(String name) {
    return StepKey.table(QualifiedName.of(name));
  }

  private static List<String> order(StepBuilder... steps) {
    return StepOrder.order(Arrays.stream(steps).map(StepBuilder::build).toList()).stream()
        .map(Step::title)
        .toList();
  }
}
