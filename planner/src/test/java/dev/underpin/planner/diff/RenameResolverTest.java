package dev.underpin.planner.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which renamed_from hints act: only those whose old name is live and whose new name is not. */
class RenameResolverTest {
  @Test
  void aHintActsWhileTheOldNameIsLiveAndTheNewOneIsNot() {
    assertThat(resolve(Map.of("full_name", "name"), Set.of("name"), Set.of("full_name")).renames())
        .isEqualTo(Map.of("full_name", "name"));
  }

  @Test
  void aHintThatHasBeenFollowedIsSilent() {
    RenameResolver.Resolution resolution = resolve(Map.of("b", "a"), Set.of("b"), Set.of("b"));

    assertThat(resolution.renames()).isEmpty();
    assertThat(resolution.errors()).isEmpty();
    assertThat(resolution.stale()).isEmpty();
  }

  @Test
  void aHintWithNeitherNameLiveIsStale() {
    assertThat(resolve(Map.of("b", "a"), Set.of("x"), Set.of("b")).stale()).containsExactly("b");
  }

  @Test
  void aHintForWhatIsNotDeclaredIsStale() {
    RenameResolver.Resolution resolution = resolve(Map.of("b", "a"), Set.of("a"), Set.of());

    assertThat(resolution.renames()).isEmpty();
    assertThat(resolution.stale()).containsExactly("b");
  }

  @Test
  void bothNamesLiveIsAnError() {
    assertThat(resolve(Map.of("b", "a"), Set.of("a", "b"), Set.of("b")).errors()).containsKey("b");
  }

  @Test
  void theOldNameDeclaredAsWellIsAnError() {
    assertThat(resolve(Map.of("b", "a"), Set.of("a"), Set.of("a", "b")).errors()).containsKey("b");
  }

  @Test
  void aChainIsFollowedFromItsEnd() {
    Map<String, String> hints = new LinkedHashMap<>();
    hints.put("b", "a");
    hints.put("c", "b");

    assertThat(resolve(hints, Set.of("a", "b"), Set.of("b", "c")).renames().keySet())
        .containsExactly("c", "b");
  }

  @Test
  void aChainThatHasBeenFollowedIsLeftAlone() {
    RenameResolver.Resolution resolution =
        resolve(Map.of("b", "a", "c", "b"), Set.of("b", "c"), Set.of("b", "c"));

    assertThat(resolution.renames()).isEmpty();
    assertThat(resolution.errors()).isEmpty();
  }

  @Test
  void twoThatTradeNamesAreRefusedBecauseNobodyCanSeeWhetherTheyHave() {
    assertThat(resolve(Map.of("a", "b", "b", "a"), Set.of("a", "b"), Set.of("a", "b")).errors())
        .containsOnlyKeys("a", "b");
  }

  private static RenameResolver.Resolution resolve(
      Map<String, String> hints, Set<String> live, Set<String> declared) {
    return RenameResolver.resolve(hints, live, declared);
  }
}
