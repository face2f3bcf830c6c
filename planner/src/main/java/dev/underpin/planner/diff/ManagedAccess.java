package dev.underpin.planner.diff;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Privilege;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Grants, owners and default privileges are managed for what the YAML names, and for nothing else:
 * of the live schema the rest is left out of a plan.
 */
public final class ManagedAccess {
  private ManagedAccess() {}

  /** The same request, with the access alone that it is about, in the words of the server. */
  public static PlanRequest narrowed(PlanRequest request) {
    Catalog catalog = request.catalog();
    Schema live = catalog.schema();
    Schema desired = spelled(request.dialect(), catalog, request.desired());
    Set<Access.Key> spoken = new TreeSet<>(desired.access().keySet());
    request
        .hints()
        .renamedTables()
        .forEach(
            (to, from) -> {
              if (live.table(from).isEmpty() || live.table(to).isPresent()) return;
              for (Access.Kind kind : List.of(Access.Kind.GRANTS, Access.Kind.OWNER)) {
                Access.Key key = new Access.Key(kind, Access.TABLE, to);
                if (desired.access().containsKey(key)) spoken.add(key.withName(from));
              }
            });
    return new PlanRequest(
        request.dialect(),
        catalog.withSchema(live.withAccessTo(spoken)),
        desired,
        request.hints(),
        request.options(),
        request.token(),
        request.everyKind(),
        request.seeds(),
        request.written());
  }

  /** A desired schema with its access in the words of the server. */
  public static Schema spelled(Dialect dialect, Catalog catalog, Schema desired) {
    if (desired.access().isEmpty()) return desired;
    TreeMap<Access.Key, Access> spelled = new TreeMap<>();
    for (Access access : desired.access().values()) {
      Access known = known(dialect, catalog, desired, access);
      spelled.put(known.key(), known);
    }
    return desired.withAccess(spelled);
  }

  private static Access known(Dialect dialect, Catalog catalog, Schema desired, Access access) {
    if (access.key().kind() == Access.Kind.DEFAULT_PRIVILEGES)
      return ofSession(access, session(access, catalog));
    Access named = access.withKey(routine(access.key(), catalog.schema(), desired));
    if (access.key().kind() == Access.Kind.OWNER) return named;
    Access live = catalog.schema().access().get(named.key());
    Access declaredOwner = desired.access().get(access.key().withKind(Access.Kind.OWNER));
    String owner = catalog.roles().session();
    if (declaredOwner != null) owner = declaredOwner.text();
    else if (live != null) owner = live.owner().orElse("");
    return owner.isEmpty() ? named : withoutOwner(named, owner, dialect);
  }

  /** All privileges of the owner are not written. */
  private static Access withoutOwner(Access access, String owner, Dialect dialect) {
    GrantList grants = access.grants();
    Set<String> words =
        grants.of(owner).stream()
            .filter(p -> p.column().isEmpty())
            .map(Privilege::word)
            .collect(Collectors.toSet());
    return !words.isEmpty() && words.containsAll(dialect.privileges(access.key().word()))
        ? access.withText(grants.with(owner, Set.of()).toString())
        : access;
  }

  /** Where no server can be asked, it is the role that a lock names and the YAML does not. */
  private static String session(Access declared, Catalog catalog) {
    if (!catalog.roles().session().isEmpty()) return catalog.roles().session();
    Set<String> roles = new TreeSet<>();
    Access known = catalog.schema().access().get(declared.key());
    if (known != null) known.defaults().rules().keySet().forEach(r -> roles.add(r.role()));
    declared.defaults().rules().keySet().forEach(rule -> roles.remove(rule.role()));
    return roles.size() == 1 ? roles.iterator().next() : "";
  }

  private static Access ofSession(Access access, String session) {
    if (session.isEmpty()) return access;
    TreeMap<DefaultPrivileges.Rule, GrantList> rules = new TreeMap<>();
    access
        .defaults()
        .rules()
        .forEach(
            (rule, grants) -> {
              boolean own = rule.role().equals(DefaultPrivileges.SESSION);
              rules.put(
                  own ? new DefaultPrivileges.Rule(rule.objects(), session, rule.schema()) : rule,
                  grants);
            });
    return access.withText(new DefaultPrivileges(rules).toString());
  }

  /** A routine may be named with other words for its types, or without them where it is alone. */
  private static Access.Key routine(Access.Key key, Schema live, Schema desired) {
    if (!key.name().name().contains("(")) return key;
    List<QualifiedName> known = new ArrayList<>();
    for (SchemaObject.Key object : desired.objects().keySet())
      if (object.kind().isRoutine()) known.add(object.name());
    if (known.isEmpty())
      live.access().keySet().stream()
          .filter(k -> k.kind() == Access.Kind.GRANTS && k.name().name().contains("("))
          .forEach(k -> known.add(k.name()));
    if (known.contains(key.name())) return key;
    List<QualifiedName> alike = known.stream().filter(n -> isAlike(n, key.name())).toList();
    return alike.size() == 1 ? key.withName(alike.get(0)) : key;
  }

  private static boolean isAlike(QualifiedName one, QualifiedName other) {
    return one.schema().equals(other.schema())
        && bare(one).equals(bare(other))
        && one.name().chars().filter(c -> c == ',').count()
            == other.name().chars().filter(c -> c == ',').count()
        && one.name().endsWith("()") == other.name().endsWith("()");
  }

  private static String bare(QualifiedName routine) {
    return routine.name().substring(0, routine.name().indexOf('('));
  }
}
