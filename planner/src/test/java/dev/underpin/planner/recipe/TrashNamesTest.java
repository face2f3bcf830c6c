package dev.underpin.planner.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Names in the trash fit the engine's limit and stay apart. */
class TrashNamesTest {
  @Test
  void aShortNameKeepsAllOfIt() {
    assertThat(TrashNames.of("0a1b2c3d", "orders", 63)).isEqualTo("underpin_trash_0a1b2c3d_orders");
  }

  @Test
  void longNamesAreCutToTheLimitInBytesAndStayApart() {
    String one = TrashNames.of("0a1b2c3d", "é".repeat(31), 63);
    String two = TrashNames.of("0a1b2c3d", "é".repeat(30) + "e", 63);

    assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void aCharacterOutsideTheBasicPlaneIsNotCutInTwo() {
    String name = TrashNames.of("0a1b2c3d", "🏠".repeat(15), 63);

    assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(name);
  }
}
