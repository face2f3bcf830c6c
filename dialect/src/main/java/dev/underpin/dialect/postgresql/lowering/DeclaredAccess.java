package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Privilege;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Grants, owners and default privileges in PostgreSQL's words. */
final class DeclaredAccess {
  private final Schema schema;
  private final String namespace;
  private final Version version;
  private final Origins origins;
  private final Consumer<Problem> problems;

  /**
   * @param schema the rest of what is declared, lowered
   */
  DeclaredAccess(
      Schema schema,
      String namespace,
      Version version,
      Origins origins,
      Consumer<Problem> problems) {
    this.schema = schema;
    this.namespace = namespace;
    this.version = version;
    this.origins = origins;
    this.problems = problems;
  }

  TreeMap<Access.Key, Access> lower(Iterable<Access> declared) {
    TreeMap<Access.Key, Access> lowered = new TreeMap<>();
    for (Access access : declared) {
      Access one =
          access.key().kind() == Access.Kind.DEFAULT_PRIVILEGES ? defaults(access) : of(access);
      if (lowered.putIfAbsent(one.key(), one) != null)
        error(access, "%s is written twice here, with and without its kind.");
    }
    return lowered;
  }

  private Access of(Access access) {
    Access.Key key = key(access.key());
    if (key.kind() == Access.Kind.OWNER) return access.withKey(key);
    GrantList grants = access.grants().map(all -> explicit(access, key.word(), all));
    return access.withKey(key).withText(grants.toString());
  }

  private Access.Key key(Access.Key key) {
    if (key.word().equals(Access.SCHEMA)) return key;
    QualifiedName name = qualify(key.name());
    if (key.word().equals("view")) return new Access.Key(key.kind(), Access.TABLE, name);
    if (key.word().equals("function") || key.word().equals("procedure"))
      return new Access.Key(key.kind(), key.word(), RoutineName.of(name));
    String word = key.word().isEmpty() ? (isSequence(name) ? Access.SEQUENCE : Access.TABLE) : "";
    return new Access.Key(key.kind(), word.isEmpty() ? key.word() : word, name);
  }

  private boolean isSequence(QualifiedName name) {
    return schema.sequences().containsKey(name)
        && schema.table(name).isEmpty()
        && !schema.objects().containsKey(view(SchemaObject.Kind.VIEW, name));
  }

  private static SchemaObject.Key view(SchemaObject.Kind kind, QualifiedName name) {
    return new SchemaObject.Key(kind, "", name);
  }

  private QualifiedName qualify(QualifiedName name) {
    return name.schema().isEmpty() ? new QualifiedName(namespace, name.name()) : name;
  }

  /** {@code all} becomes each privilege; what does not exist is an error. */
  private SortedSet<Privilege> explicit(Access access, String word, SortedSet<Privilege> all) {
    Set<String> known = Privileges.of(word, version);
    SortedSet<Privilege> explicit = new TreeSet<>();
    for (Privilege privilege : all) {
      boolean ofColumn = !privilege.column().isEmpty();
      if (ofColumn && !word.equals(Access.TABLE)) {
        error(access, "Only tables and views have columns, and %s is a " + word + ".");
      } else if (privilege.equals(Privilege.NONE)) {
        explicit.add(privilege);
      } else if (privilege.word().equals("all")) {
        for (String each : known)
          if (!ofColumn || Privileges.isOfColumns(each))
            explicit.add(new Privilege(each, privilege.column(), privilege.grantable()));
      } else if (!known.contains(privilege.word())
          || ofColumn && !Privileges.isOfColumns(privilege.word())) {
        error(
            access,
            "\""
                + privilege.word()
                + "\" cannot be granted on "
                + (ofColumn ? "a column of " : "")
                + "%s. A "
                + word
                + " has: "
                + String.join(
                    ", ",
                    new TreeSet<>(known)
                        .stream().filter(w -> !ofColumn || Privileges.isOfColumns(w)).toList())
                + ".");
      } else {
        explicit.add(privilege);
      }
    }
    return explicit;
  }

  /** A rule that says what holds without it is none. */
  private Access defaults(Access access) {
    TreeMap<DefaultPrivileges.Rule, GrantList> rules = new TreeMap<>();
    access
        .defaults()
        .rules()
        .forEach(
            (rule, written) -> {
              String word = Privileges.single(rule.objects());
              GrantList grants = written.map(all -> explicit(access, word, all));
              if (!grants.equals(builtIn(rule))) rules.put(rule, grants);
            });
    return access.withText(new DefaultPrivileges(rules).toString());
  }

  private static GrantList builtIn(DefaultPrivileges.Rule rule) {
    return DefaultAccess.without(rule);
  }

  private void error(Access access, String message) {
    String shown = access.key().name().without(namespace).toString();
    ObjectRef ref = ObjectRef.access(access.key());
    String text = message.formatted(shown);
    problems.accept(
        ref.in(origins)
            .map(place -> Problem.error(text, place, ref.key()))
            .orElseGet(() -> Problem.error(text)));
  }
}
