package dev.underpin.planner.postgresql.access;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.postgresql.lowering.DefaultAccess;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.AccessObjects;
import dev.underpin.planner.postgresql.kit.AccessSql;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.ModelState;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Roles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds grants, owners and default privileges to the steps of a plan, in the order in which those
 * run.
 *
 * <p>Default privileges change first: new objects get the new ones. A new object gets its owner and
 * grants in the step that creates it, so that it never has others. Privileges are granted at the
 * end of the expand phase, as soon as what they are about exists, and revoked at the end of the
 * plan, when the old application is gone.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-priv.html">Privileges</a>
 */
public final class AccessSteps {
  private static final int RANK = 0;

  private final PlanningInput input;
  private final AccessSql sql;
  private final SortedMap<Access.Key, Access> target;
  private final Set<SchemaObject.Key> objects = new HashSet<>();
  private final ModelState state;
  private final TreeMap<Access.Key, Access> current;
  private final Set<Access.Key> existing;
  private final TreeMap<Access.Key, Access> removed = new TreeMap<>();
  private final List<Step> all = new ArrayList<>();
  private boolean otherDefaults;

  public AccessSteps(PlanningInput input) {
    Schema live = input.catalog().schema();
    this.input = input;
    this.sql = new AccessSql(input.dialect(), input.catalog().defaultNamespace());
    this.target = input.target().access();
    this.objects.addAll(live.objects().keySet());
    this.objects.addAll(input.target().objects().keySet());
    this.state = new ModelState(live, input.dialect());
    this.current = new TreeMap<>(live.access());
    this.existing = AccessObjects.of(live, input.dialect());
    // Partitions and the like are not in the model, but in the catalog.
    this.existing.addAll(current.keySet());
  }

  /** The steps with those of access among them. */
  public List<Step> added(List<Step> steps) {
    defaults();
    boolean granted = false;
    for (Step step : steps) {
      if (!granted && step.phase() != Phase.EXPAND) {
        grants(Phase.EXPAND);
        granted = true;
      }
      with(step);
    }
    if (!granted) grants(Phase.EXPAND);
    owners();
    grants(Phase.CONTRACT);
    return List.copyOf(all);
  }

  private void add(StepBuilder builder) {
    Step step = builder.build().step();
    state.apply(step.effects());
    all.add(step);
  }

  /** The change from what is known of the key; it is known from now on. */
  private Change change(Access.Key key, Optional<Access> after) {
    Optional<Access> before = Optional.ofNullable(current.get(key));
    if (after.isPresent()) current.put(key, after.get());
    else current.remove(key);
    return new Change.ChangeAccess(before, after);
  }

  private static StepBuilder begun(Phase phase, Access.Key key, String title) {
    return step(phase, RANK, key.name(), title, Locks.NONE).source(ObjectRef.access(key));
  }

  private void defaults() {
    Access after = target.get(Access.Key.DEFAULTS);
    Access before = current.get(Access.Key.DEFAULTS);
    if (after == null || after.equals(before)) return;
    DefaultPrivileges from = before == null ? DefaultPrivileges.NONE : before.defaults();
    otherDefaults = true;
    add(
        begun(Phase.EXPAND, after.key(), ObjectTitles.changeDefaultPrivileges())
            .up(sql.defaults(from, after.defaults()))
            .down(sql.defaults(after.defaults(), from))
            .effect(change(after.key(), Optional.of(after))));
  }

  /** A step with what it does to grants and owners. */
  private void with(Step step) {
    List<Change> effects = new ArrayList<>();
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    for (Change effect : step.effects()) {
      effects.add(effect);
      for (Access.Key key : AccessObjects.removedBy(effect, input.dialect())) {
        existing.remove(key);
        Access gone = current.get(key);
        if (gone == null) continue;
        removed.put(key, gone);
        down.addAll(asBefore(key, gone));
        effects.add(change(key, Optional.empty()));
      }
      for (Access.Key key : AccessObjects.createdBy(effect, input.dialect())) {
        existing.add(key);
        created(key, effects, up);
      }
      if (effect instanceof Change.RenameTable c) renamed(c);
      if (effect instanceof Change.RenameColumn c) renamed(c);
      if (effect instanceof Change.DropColumn c) dropped(c, effects, down);
      if (effect instanceof Change.AlterEnum c) recreated(c.after().name(), step, up, down);
    }
    List<SqlStatement> forward = new ArrayList<>(step.upStatements());
    up.forEach(statement -> forward.add(SqlStatement.of(statement)));
    List<SqlStatement> back = new ArrayList<>(step.downStatements());
    down.forEach(statement -> back.add(SqlStatement.of(statement)));
    state.apply(effects);
    all.add(step.withEffects(effects).withStatements(forward, back));
  }

  /** What is created again has its grants again; what is new gets those that are declared. */
  private void created(Access.Key key, List<Change> effects, List<String> up) {
    Access before = removed.get(key);
    Access after = before == null ? target.get(key) : before;
    if (after == null || current.containsKey(key)) return;
    effects.add(change(key, Optional.of(after)));
    if (before != null) {
      up.addAll(asBefore(key, before));
      return;
    }
    if (key.kind() == Access.Kind.OWNER) up.add(sql.owner(key, objects, after.text()));
    else up.addAll(sql.change(key, usual(key), after.grants(), newOwner(key), Set.of()));
  }

  /** An object that is created again, forward or back, does not keep what new defaults give it. */
  private List<String> asBefore(Access.Key key, Access before) {
    return otherDefaults && key.kind() == Access.Kind.GRANTS
        ? sql.change(key, usual(key), before.grants(), newOwner(key), Set.of())
        : List.of();
  }

  /** What a new object can be used for before anything is granted. */
  private GrantList usual(Access.Key key) {
    Roles roles = input.catalog().roles();
    Access defaults = current.get(Access.Key.DEFAULTS);
    DefaultPrivileges rules =
        defaults == null ? DefaultPrivileges.parse(roles.defaults()) : defaults.defaults();
    GrantList grants = DefaultAccess.of(rules, roles.session(), key.word(), key.name().schema());
    return newOwner(key).map(owner -> grants.with(owner, Set.of())).orElse(grants);
  }

  private Optional<String> newOwner(Access.Key key) {
    Access owner = current.get(key.withKind(Access.Kind.OWNER));
    return Optional.ofNullable(owner)
        .map(Access::text)
        .or(() -> Optional.of(input.catalog().roles().session()).filter(r -> !r.isEmpty()));
  }

  private void renamed(Change.RenameTable rename) {
    for (Access.Kind kind : List.of(Access.Kind.GRANTS, Access.Kind.OWNER)) {
      Access.Key from = new Access.Key(kind, Access.TABLE, rename.from());
      Access.Key to = from.withName(rename.table());
      if (existing.remove(from)) existing.add(to);
      Access found = current.remove(from);
      if (found != null) current.put(to, found.withKey(to));
    }
  }

  private void renamed(Change.RenameColumn rename) {
    current.computeIfPresent(
        grantsOn(rename.table()),
        (key, found) ->
            found.withText(found.grants().renamed(rename.from(), rename.to()).toString()));
  }

  private static Access.Key grantsOn(QualifiedName table) {
    return new Access.Key(Access.Kind.GRANTS, Access.TABLE, table);
  }

  /** What is granted on a column goes with it. */
  private void dropped(Change.DropColumn drop, List<Change> effects, List<String> down) {
    Access found = current.get(grantsOn(drop.table()));
    String column = drop.column().name();
    if (found == null || !found.grants().columns().contains(column)) return;
    GrantList without = found.grants().withoutColumn(column);
    down.addAll(sql.change(found.key(), without, found.grants(), Optional.empty(), Set.of()));
    effects.add(change(found.key(), Optional.of(found.withText(without.toString()))));
  }

  /** A type that loses a label is another type with the same name. */
  private void recreated(QualifiedName type, Step step, List<String> up, List<String> down) {
    Access found = current.get(new Access.Key(Access.Kind.GRANTS, Access.TYPE, type));
    if (found == null) return;
    List<String> again =
        sql.change(found.key(), usual(found.key()), found.grants(), Optional.empty(), Set.of());
    if (step.up().stream().anyMatch(AccessSteps::createsType)) up.addAll(again);
    if (step.down().stream().anyMatch(AccessSteps::createsType)) down.addAll(again);
  }

  private static boolean createsType(String statement) {
    return statement.startsWith("CREATE TYPE");
  }

  private void owners() {
    for (Access after : target.values()) {
      Access before = current.get(after.key());
      if (after.key().kind() != Access.Kind.OWNER || before == null || before.equals(after))
        continue;
      StepBuilder step =
          step(
                  Phase.CONTRACT,
                  RANK,
                  after.key().name(),
                  ObjectTitles.changeOwner(),
                  after.key().word().equals(Access.TABLE) ? Locks.EXCLUSIVE : Locks.NONE)
              .source(ObjectRef.access(after.key()))
              .up(sql.owner(after.key(), objects, after.text()))
              .down(sql.owner(after.key(), objects, before.text()))
              .hazard(Hazards.ownerChanged(words(after.key()), before.text()))
              .effect(change(after.key(), Optional.of(after)));
      ownedGrants(after.key().withKind(Access.Kind.GRANTS), before.text(), after.text(), step);
      state.schema().table(after.key().name()).map(this::sequences).orElse(List.of()).stream()
          .filter(key -> after.key().word().equals(Access.TABLE))
          .forEach(key -> ownedGrants(key, before.text(), after.text(), step));
      add(step);
    }
  }

  private List<Access.Key> sequences(Table table) {
    return AccessObjects.sequences(table, input.dialect());
  }

  /** The new owner takes over what the old one had; what it was granted before is part of that. */
  private void ownedGrants(Access.Key key, String from, String to, StepBuilder step) {
    Access found = current.get(key);
    if (found == null) return;
    GrantList before = found.grants();
    GrantList after = before.with(to, before.of(from)).with(from, Set.of());
    if (after.equals(before)) return;
    GrantList back = before.with(to, Set.of());
    step.down(sql.change(key, back, before, Optional.empty(), Set.of()))
        .effect(change(key, Optional.of(found.withText(after.toString()))));
  }

  private void grants(Phase phase) {
    for (Access after : target.values())
      if (after.key().kind() == Access.Kind.GRANTS) grants(phase, after);
  }

  private void grants(Phase phase, Access after) {
    Access.Key key = after.key();
    Access known = current.get(key);
    boolean expand = phase == Phase.EXPAND;
    if (after.equals(known) || known == null && (expand || !existing.contains(key))) return;
    GrantList before = known == null ? usual(key) : known.grants();
    GrantList goal = expand ? before.and(after.grants()) : after.grants();
    if (known != null && goal.equals(before)) return;
    if (expand && !hasColumns(key, goal)) return;
    Optional<String> owner = known == null ? newOwner(key) : known.owner().or(() -> newOwner(key));
    Access now = after.withText(goal.toString());
    Access left =
        known == null ? now : new Access(key, goal.toString(), known.owner(), known.grantors());
    GrantList taken =
        AccessSql.revoked(
            owner.map(o -> sql.withOwner(key, before, o)).orElse(before),
            owner.map(o -> sql.withOwner(key, goal, o)).orElse(goal));
    StepBuilder step =
        begun(phase, key, taken.roles().isEmpty() ? ObjectTitles.grant() : ObjectTitles.revoke())
            .up(sql.change(key, before, goal, owner, left.grantors()))
            .down(sql.change(key, goal, before, owner, Set.of()));
    taken
        .roles()
        .forEach(
            (role, privileges) ->
                step.hazard(Hazards.revoked(role, GrantList.words(privileges), words(key))));
    add(step.effect(change(key, Optional.of(left))));
  }

  private boolean hasColumns(Access.Key key, GrantList grants) {
    Set<String> columns = grants.columns();
    if (columns.isEmpty()) return true;
    Optional<Table> table = state.schema().table(key.name());
    return table.isEmpty() || columns.stream().allMatch(c -> table.get().column(c).isPresent());
  }

  private String words(Access.Key key) {
    return key.word() + " " + key.name().without(input.catalog().defaultNamespace());
  }
}
