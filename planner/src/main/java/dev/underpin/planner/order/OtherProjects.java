package dev.underpin.planner.order;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What of the live schema belongs to other projects, which no plan changes. */
public record OtherProjects(Schema live, Ownership owned) {
  /** A refusal for each table, type or object of another project that is changed or made again. */
  public List<Refusal> touchedBy(List<Change> changes, List<Step> steps) {
    if (owned.others().isEmpty()) return List.of();
    Map<ObjectRef, String> projects = projects();
    if (projects.isEmpty()) return List.of();
    Set<ObjectRef> touched = new LinkedHashSet<>();
    Stream.concat(changes.stream(), steps.stream().flatMap(step -> step.effects().stream()))
        .flatMap(change -> Stream.of(change.target(), change.inverse().target()))
        .flatMap(ref -> Stream.of(ref, ref.root()))
        .filter(projects::containsKey)
        .forEach(touched::add);
    List<Refusal> refusals = new ArrayList<>();
    for (ObjectRef ref : touched)
      refusals.add(ObjectRefusals.otherProject(ref, String.valueOf(projects.get(ref))));
    return refusals;
  }

  private Map<ObjectRef, String> projects() {
    Map<ObjectRef, String> projects = new HashMap<>();
    for (SchemaPart part : Ownership.parts(live)) {
      Optional<String> project = owned.otherProject(part);
      if (project.isPresent()) ref(part).ifPresent(ref -> projects.put(ref, project.get()));
    }
    return projects;
  }

  private Optional<ObjectRef> ref(SchemaPart part) {
    Optional<SchemaObject> object = part.objectKey().map(live.objects()::get);
    return object.isPresent() ? object.map(ObjectRef::object) : part.ref();
  }
}
