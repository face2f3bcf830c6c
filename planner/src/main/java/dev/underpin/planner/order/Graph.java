package dev.underpin.planner.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Nodes of which some come before others. */
public final class Graph<T> {
  private final Map<T, Set<T>> before = new LinkedHashMap<>();
  private final Map<T, Integer> places = new HashMap<>();

  /** Add a node. Where nothing else decides, nodes are ordered as they were added. */
  public void add(T node) {
    before.putIfAbsent(node, new LinkedHashSet<>());
    places.putIfAbsent(node, places.size());
  }

  /** Let one node come before another; an edge from a node to itself counts for nothing. */
  public void edge(T from, T to) {
    add(from);
    add(to);
    if (!from.equals(to)) before(to).add(from);
  }

  public boolean has(T node) {
    return before.containsKey(node);
  }

  /** The nodes that have an edge to this one. */
  public Set<T> before(T node) {
    return before.getOrDefault(node, Set.of());
  }

  /** The nodes in the order in which they were added, as far as their edges allow. */
  public List<T> sorted() {
    return sorted(Comparator.comparing(places::get));
  }

  /**
   * All nodes, each after those before it. Of several that could come next the least comes; where
   * each of the rest waits for another, the least of them does not wait.
   */
  public List<T> sorted(Comparator<? super T> choice) {
    Map<T, Integer> waiting = new HashMap<>();
    Map<T, List<T>> after = new HashMap<>();
    before.forEach(
        (node, all) -> {
          waiting.put(node, all.size());
          for (T other : all) after.computeIfAbsent(other, o -> new ArrayList<>()).add(node);
        });
    Comparator<T> order = choice::compare;
    order = order.thenComparing(places::get);
    PriorityQueue<T> ready = new PriorityQueue<>(order);
    waiting.forEach(
        (node, count) -> {
          if (count == 0) ready.add(node);
        });
    Set<T> rest = new LinkedHashSet<>(before.keySet());
    List<T> sorted = new ArrayList<>(rest.size());
    while (!rest.isEmpty()) {
      T next = ready.isEmpty() ? Collections.min(rest, order) : ready.remove();
      if (!rest.remove(next)) continue;
      sorted.add(next);
      for (T node : after.getOrDefault(next, List.of())) {
        if (waiting.merge(node, -1, Integer::sum) == 0) ready.add(node);
      }
    }
    return sorted;
  }

  /**
   * The strongly connected components: nodes that are in a cycle together, and each other node by
   * itself. A component comes after those before it, and begins with the node added first (<a
   * href="https://en.wikipedia.org/wiki/Path-based_strong_component_algorithm">path-based</a>).
   */
  public List<List<T>> components() {
    return new Search().components();
  }

  /** A search in depth without recursion, since a path may be as long as there are nodes. */
  private final class Search {
    private final Map<T, Integer> number = new HashMap<>();
    private final Set<T> done = new HashSet<>();
    private final Deque<T> path = new ArrayDeque<>();
    private final Deque<Iterator<T>> edges = new ArrayDeque<>();
    private final Deque<T> open = new ArrayDeque<>();
    private final Deque<T> roots = new ArrayDeque<>();
    private final List<List<T>> components = new ArrayList<>();

    List<List<T>> components() {
      for (T node : before.keySet()) {
        if (!number.containsKey(node)) enter(node);
        while (!path.isEmpty()) {
          if (edges.element().hasNext()) follow(edges.element().next());
          else leave();
        }
      }
      return components;
    }

    private void enter(T node) {
      number.put(node, number.size());
      path.push(node);
      edges.push(before(node).iterator());
      open.push(node);
      roots.push(node);
    }

    private void follow(T node) {
      if (!number.containsKey(node)) {
        enter(node);
      } else if (!done.contains(node)) {
        while (number(roots.element()) > number(node)) roots.pop();
      }
    }

    private void leave() {
      edges.pop();
      T node = path.pop();
      if (!roots.element().equals(node)) return;
      roots.pop();
      List<T> component = new ArrayList<>();
      while (!done.contains(node)) {
        component.add(0, open.element());
        done.add(open.pop());
      }
      components.add(component);
    }

    private int number(T node) {
      return number.getOrDefault(node, 0);
    }
  }
}
