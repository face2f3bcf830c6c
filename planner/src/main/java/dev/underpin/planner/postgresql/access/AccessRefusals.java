package dev.underpin.planner.postgresql.access;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.AccessObjects;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.catalog.Roles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of grants, owners and default privileges would fail, or would lock out who runs the plan.
 */
public record AccessRefusals(PlanningInput input, StepSink sink, List<Change> changes) {
  public void check() {
    boolean any = changes.stream().anyMatch(c -> c instanceof Change.ChangeAccess);
    if (!any) return;
    Set<Access.Key> known = AccessObjects.of(input.target(), input.dialect());
    // Partitions and the like are not in the model, but in the catalog.
    known.addAll(input.renamed().access().keySet());
    for (Change change : changes) {
      if (!(change instanceof Change.ChangeAccess c) || c.after().isEmpty()) continue;
      Access after = c.after().get();
      switch (after.key().kind()) {
        case DEFAULT_PRIVILEGES -> defaults(c, after);
        case OWNER -> {
          if (exists(after, known)) owner(c, after);
        }
        case GRANTS -> {
          if (exists(after, known)) grants(c, after);
        }
      }
    }
  }

  private boolean exists(Access access, Set<Access.Key> known) {
    Access.Key key = access.key();
    if (known.contains(key)) return true;
    boolean isSequence =
        known.contains(new Access.Key(Access.Kind.GRANTS, Access.SEQUENCE, key.name()));
    String name = key.name().without(input.catalog().defaultNamespace()).toString();
    String remedy =
        isSequence && key.kind() == Access.Kind.OWNER
            ? "The sequence of a column belongs to the owner of its table."
            : isSequence ? "Write  sequence " + name : "Declare it, or correct its name.";
    String what = key.word().equals(Access.TABLE) ? "table or view" : key.word();
    sink.refuse(ObjectRefusals.grantsOnNothing(ObjectRef.access(key), what + " " + name, remedy));
    return false;
  }

  private void roles(Access access, Set<String> names) {
    Roles roles = input.catalog().roles();
    for (String role : names)
      if (!role.equals(GrantList.PUBLIC) && roles.isMissing(role))
        sink.refuse(ObjectRefusals.noSuchRole(ObjectRef.access(access.key()), role));
  }

  private void grants(Change.ChangeAccess change, Access after) {
    Roles roles = input.catalog().roles();
    ObjectRef ref = ObjectRef.access(after.key());
    roles(after, after.grants().roles().keySet());
    Optional<Table> table = input.target().table(after.key().name());
    if (table.isPresent() && after.key().word().equals(Access.TABLE))
      for (String column : after.grants().columns())
        if (table.get().column(column).isEmpty())
          sink.refuse(ObjectRefusals.grantsOnNoColumn(ref, words(after.key()), column));
    // Who may not act for the owner may not revoke what the owner has granted.
    change
        .before()
        .flatMap(Access::owner)
        .filter(roles::isForeign)
        .ifPresent(
            owner ->
                sink.refuse(
                    ObjectRefusals.noMember(ref, words(after.key()), owner, roles.session())));
    boolean takesOwn = !after.grants().of(roles.session()).isEmpty();
    boolean owns = change.before().flatMap(Access::owner).map(roles.session()::equals).orElse(true);
    if (takesOwn && owns && !roles.session().isEmpty() && losesOwn(change, after, roles.session()))
      sink.refuse(ObjectRefusals.locksOut(ref, words(after.key()), roles.session()));
  }

  private static boolean losesOwn(Change.ChangeAccess change, Access after, String session) {
    GrantList before = change.before().map(Access::grants).orElse(GrantList.NONE);
    return !before.of(session).equals(after.grants().of(session));
  }

  private void owner(Change.ChangeAccess change, Access after) {
    Roles roles = input.catalog().roles();
    ObjectRef ref = ObjectRef.access(after.key());
    roles(after, Set.of(after.text()));
    if (roles.isMissing(after.text())) return;
    Set<String> needed = new TreeSet<>(Set.of(after.text()));
    change.before().ifPresent(before -> needed.add(before.text()));
    for (String role : needed)
      if (roles.isForeign(role))
        sink.refuse(ObjectRefusals.noMember(ref, words(after.key()), role, roles.session()));
  }

  private void defaults(Change.ChangeAccess change, Access after) {
    Roles roles = input.catalog().roles();
    DefaultPrivileges from = change.before().map(Access::defaults).orElse(DefaultPrivileges.NONE);
    Set<String> named = new TreeSet<>();
    Set<String> acting = new TreeSet<>();
    Set<DefaultPrivileges.Rule> rules = new TreeSet<>(from.rules().keySet());
    rules.addAll(after.defaults().rules().keySet());
    for (DefaultPrivileges.Rule rule : rules) {
      GrantList before = from.rules().get(rule);
      GrantList now = after.defaults().rules().get(rule);
      if (now != null && now.equals(before)) continue;
      acting.add(rule.role());
      if (now == null) continue;
      named.add(rule.role());
      named.addAll(now.roles().keySet());
    }
    roles(after, named);
    for (String role : acting)
      if (roles.isForeign(role) && !roles.isMissing(role))
        sink.refuse(
            ObjectRefusals.noMember(
                ObjectRef.access(after.key()), "default privileges", role, roles.session()));
  }

  private String words(Access.Key key) {
    return key.word() + " " + key.name().without(input.catalog().defaultNamespace());
  }
}
