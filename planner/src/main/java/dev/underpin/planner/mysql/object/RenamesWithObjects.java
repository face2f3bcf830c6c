package dev.underpin.planner.mysql.object;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lowering.ObjectStatements;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renames, and the views and triggers that are replaced because of them. The servers rewrite no
 * view and no body, and accept none that names what is not there. So each of these comes after the
 * rename in both directions, directly: both are one step. The same holds for a view that is
 * replaced together with one that it reads.
 */
public final class RenamesWithObjects {
  private RenamesWithObjects() {}

  /** The steps, with those joined that belong together. */
  public static List<UnorderedStep> joined(List<UnorderedStep> steps) {
    List<List<UnorderedStep>> groups = new ArrayList<>();
    for (UnorderedStep step : steps) {
      List<UnorderedStep> own = new ArrayList<>(List.of(step));
      if (isRename(step) || !replaced(step).isEmpty()) {
        List<List<UnorderedStep>> linked =
            groups.stream().filter(g -> g.stream().anyMatch(o -> areLinked(o, step))).toList();
        // A group keeps the order in which its steps were made: renames first.
        List<UnorderedStep> all = new ArrayList<>();
        linked.forEach(all::addAll);
        all.addAll(own);
        own = all;
        groups.removeAll(linked);
      }
      groups.add(own);
    }
    return groups.stream().map(RenamesWithObjects::one).toList();
  }

  private static boolean areLinked(UnorderedStep one, UnorderedStep other) {
    if (isRename(one)) return names(other, one);
    if (isRename(other)) return names(one, other);
    return reads(one, other) || reads(other, one);
  }

  private static boolean isRename(UnorderedStep step) {
    return step.step().effects().stream()
        .anyMatch(e -> e instanceof Change.RenameColumn || e instanceof Change.RenameTable);
  }

  /** The views and triggers that a step replaces. */
  private static List<Change.ReplaceObject> replaced(UnorderedStep step) {
    return step.step().effects().stream()
        .flatMap(e -> e instanceof Change.ReplaceObject r ? Stream.of(r) : Stream.empty())
        .filter(r -> r.after().kind() == Kind.VIEW || r.after().kind() == Kind.TRIGGER)
        .toList();
  }

  /** True where an object names what a step renames, by its old name or its new one. */
  private static boolean names(UnorderedStep objects, UnorderedStep rename) {
    Set<String> renamed = new HashSet<>();
    for (Change change : rename.step().effects()) {
      if (change instanceof Change.RenameColumn c) renamed.addAll(List.of(c.from(), c.to()));
      if (change instanceof Change.RenameTable c)
        renamed.addAll(List.of(c.from().name(), c.table().name()));
    }
    return replaced(objects).stream()
        .flatMap(r -> Stream.of(r.before(), r.after()))
        .flatMap(o -> ObjectStatements.names(o.create().written()).stream())
        .anyMatch(n -> renamed.stream().anyMatch(r -> Identifiers.isSame(n, r)));
  }

  private static boolean reads(UnorderedStep one, UnorderedStep other) {
    Set<QualifiedName> others = new HashSet<>();
    replaced(other).forEach(r -> others.add(r.after().name()));
    return replaced(one).stream()
        .flatMap(r -> Stream.of(r.before(), r.after()))
        .flatMap(o -> o.dependsOn().stream())
        .anyMatch(others::contains);
  }

  // --- one step of several

  private static UnorderedStep one(List<UnorderedStep> group) {
    if (group.size() == 1) return group.get(0);
    List<UnorderedStep> renames = group.stream().filter(RenamesWithObjects::isRename).toList();
    List<UnorderedStep> objects = group.stream().filter(s -> !isRename(s)).toList();
    List<UnorderedStep> up = new ArrayList<>(renames);
    up.addAll(readersLast(objects, Change.ReplaceObject::after));
    List<UnorderedStep> down = new ArrayList<>(renames);
    Collections.reverse(down);
    down.addAll(readersLast(objects, Change.ReplaceObject::before));
    Step first = up.get(0).step();
    Step joined =
        new Step(
            up.stream().map(s -> s.step().phase()).max(Comparable::compareTo).orElseThrow(),
            up.stream().map(s -> s.step().title()).distinct().collect(Collectors.joining(", ")),
            first.subject(),
            first.source(),
            first.mode(),
            all(up, Step::upStatements),
            Optional.empty(),
            first.downMode(),
            all(down, Step::downStatements),
            first.lock(),
            RenamesWithObjects.<Finding>all(up, Step::hazards).stream().distinct().toList(),
            allowed(up),
            all(up, Step::effects),
            all(up, Step::checks),
            all(down, Step::downChecks));
    Set<StepKey> creates = keys(up, UnorderedStep::creates);
    Set<StepKey> needs = keys(up, UnorderedStep::needs);
    needs.removeAll(creates);
    Set<StepKey> destroys = keys(up, UnorderedStep::destroys);
    Set<StepKey> releases = keys(up, UnorderedStep::releases);
    releases.removeAll(destroys);
    int rank = up.stream().mapToInt(UnorderedStep::rank).min().orElseThrow();
    return new UnorderedStep(joined, rank, creates, needs, releases, destroys);
  }

  /** A view comes after those that it reads. */
  private static List<UnorderedStep> readersLast(
      List<UnorderedStep> steps, Function<Change.ReplaceObject, SchemaObject> side) {
    List<UnorderedStep> left = new ArrayList<>(steps);
    List<UnorderedStep> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      UnorderedStep next =
          left.stream()
              .filter(s -> left.stream().noneMatch(o -> o != s && isRead(s, o, side)))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static boolean isRead(
      UnorderedStep reader, UnorderedStep read, Function<Change.ReplaceObject, SchemaObject> side) {
    Set<QualifiedName> names = new HashSet<>();
    replaced(read).forEach(r -> names.add(r.after().name()));
    return replaced(reader).stream()
        .anyMatch(r -> side.apply(r).dependsOn().stream().anyMatch(names::contains));
  }

  private static <T> List<T> all(List<UnorderedStep> steps, Function<Step, List<T>> part) {
    return steps.stream().flatMap(s -> part.apply(s.step()).stream()).toList();
  }

  private static Set<StepKey> keys(
      List<UnorderedStep> steps, Function<UnorderedStep, Collection<StepKey>> part) {
    Set<StepKey> keys = new HashSet<>();
    steps.forEach(s -> keys.addAll(part.apply(s)));
    return keys;
  }

  private static Set<Allow> allowed(List<UnorderedStep> steps) {
    EnumSet<Allow> allowed = EnumSet.noneOf(Allow.class);
    steps.forEach(s -> allowed.addAll(s.step().needs()));
    return allowed;
  }
}
