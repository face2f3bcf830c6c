package dev.underpin.planner.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes in order, and the cycles that keep them from having one. */
class GraphTest {
  private static final Comparator<String> NAMES = Comparator.naturalOrder();

  @Test
  void aNodeComesAfterThoseBeforeIt() {
    assertThat(graph("a", "b", "c", "b>a", "c>b").sorted(NAMES)).containsExactly("c", "b", "a");
  }

  @Test
  void theLeastOfThoseThatCouldComeNextComes() {
    assertThat(graph("d", "c", "b", "a", "c>a").sorted(NAMES)).containsExactly("b", "c", "a", "d");
  }

  @Test
  void withoutAComparatorNodesKeepTheOrderInWhichTheyWereAdded() {
    assertThat(graph("b", "c", "a").sorted()).containsExactly("b", "c", "a");
  }

  @Test
  void theLeastNodeOfACycleDoesNotWait() {
    assertThat(graph("x", "a", "b", "c", "a>b", "b>c", "c>a", "x>c").sorted(NAMES))
        .containsExactly("x", "a", "b", "c");
  }

  @Test
  void whatOnlyFollowsACycleWaitsForItUnlessItIsTheLeast() {
    assertThat(graph("a", "b", "c", "b>c", "c>b", "c>a").sorted(NAMES))
        .containsExactly("a", "b", "c");
    assertThat(graph("a", "b", "z", "a>b", "b>a", "b>z").sorted(NAMES))
        .containsExactly("a", "b", "z");
  }

  @Test
  void anEdgeToItselfCountsForNothing() {
    Graph<String> graph = graph("a", "a>a");
    assertThat(graph.before("a")).isEmpty();
    assertThat(graph.components()).containsExactly(List.of("a"));
  }

  @Test
  void nodesInACycleAreOneComponent() {
    assertThat(graph("a", "b", "c", "d", "a>b", "b>c", "c>a", "c>d").components())
        .containsExactly(List.of("a", "c", "b"), List.of("d"));
  }

  @Test
  void aComponentComesAfterThoseBeforeIt() {
    assertThat(graph("a", "b", "c", "d", "e", "d>a", "c>d", "d>c", "e>c").components())
        .containsExactly(List.of("e"), List.of("d", "c"), List.of("a"), List.of("b"));
  }

  @Test
  void cyclesThatShareANodeAreOneComponent() {
    assertThat(graph("a", "b", "c", "a>b", "b>a", "b>c", "c>b").components())
        .containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void aPathMayBeLong() {
    Graph<Integer> graph = new Graph<>();
    IntStream.range(0, 100_000).forEach(i -> graph.edge(i + 1, i));
    assertThat(graph.components()).hasSize(100_001);
    graph.edge(0, 100_000);
    assertThat(graph.components()).hasSize(1);
  }

  /** A graph of {@code "node"} and {@code "from>to"}. */
  private static Graph<String> graph(String... parts) {
    Graph<String> graph = new Graph<>();
    for (String part : parts) {
      int at = part.indexOf('>');
      if (at < 0) graph.add(part);
      else graph.edge(part.substring(0, at), part.substring(at + 1));
    }
    return graph;
  }
}
