package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.lowering.DefaultAccess;
import dev.underpin.dialect.postgresql.lowering.Privileges;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.catalog.Roles;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.DefaultPrivileges;
import dev.underpin.schema.model.DefaultPrivileges.Rule;
import dev.underpin.schema.model.GrantList;
import dev.underpin.schema.model.Privilege;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads who owns what and who may do what with it. */
final class AccessReader {
  private final Connection connection;
  private final PostgresDialect dialect;
  private final List<String> namespaces;
  private final Predicate<QualifiedName> ignored;
  private final Relations only;
  private final Map<QualifiedName, Items> columns = new HashMap<>();
  private DefaultPrivileges defaults = DefaultPrivileges.NONE;

  AccessReader(
      Connection connection,
      PostgresDialect dialect,
      List<String> namespaces,
      Predicate<QualifiedName> ignored,
      Relations only) {
    this.connection = connection;
    this.dialect = dialect;
    this.namespaces = namespaces;
    this.ignored = ignored;
    this.only = only;
  }

  /** The privileges of an access control list as they are found. */
  private static final class Items {
    final TreeMap<String, SortedSet<Privilege>> roles = new TreeMap<>();
    final Set<String> grantors = new HashSet<>();

    void add(List<String> items, String column) {
      for (String item : items) {
        String[] parts = item.split("\t", 4);
        String role = parts[2].startsWith("p") ? GrantList.PUBLIC : parts[2].substring(1);
        roles
            .computeIfAbsent(role, r -> new TreeSet<>())
            .add(new Privilege(parts[0], column, parts[1].equals("true")));
        grantors.add(parts[3]);
      }
    }

    /** Of an owner nothing is said where it has all; that it has none is. */
    GrantList without(String owner, Set<String> all) {
      SortedSet<Privilege> own = roles.getOrDefault(owner, new TreeSet<>());
      Set<String> words =
          own.stream()
              .filter(p -> p.column().isEmpty())
              .map(Privilege::word)
              .collect(Collectors.toSet());
      GrantList grants = new GrantList(roles);
      if (words.containsAll(all)) return grants.with(owner, Set.of());
      return own.isEmpty() ? grants.with(owner, Set.of(Privilege.NONE)) : grants;
    }
  }

  SortedMap<Access.Key, Access> read() throws SQLException {
    TreeMap<Access.Key, Access> access = new TreeMap<>();
    each(AccessQueries.COLUMNS, this::column);
    each(AccessQueries.OBJECTS, row -> object(row, access));
    TreeMap<Rule, GrantList> rules = new TreeMap<>();
    each(AccessQueries.DEFAULTS, row -> rule(row, rules));
    defaults = new DefaultPrivileges(rules);
    access.put(Access.Key.DEFAULTS, new Access(Access.Key.DEFAULTS, defaults.toString()));
    return access;
  }

  /** The roles of the server; to be asked after {@link #read}. */
  Roles roles() throws SQLException {
    Roles[] roles = {Roles.UNKNOWN};
    CatalogRows.each(
        connection,
        AccessQueries.ROLES,
        row ->
            roles[0] =
                new Roles(
                    row.text("session"),
                    Set.copyOf(row.list("all")),
                    Set.copyOf(row.list("own")),
                    defaults.toString()));
    return roles[0];
  }

  private void each(String sql, CatalogRows.Reader reader) throws SQLException {
    only.each(connection, sql, reader, namespaces);
  }

  private void column(Row row) throws SQLException {
    QualifiedName table = new QualifiedName(row.text("schema"), row.text("name"));
    columns.computeIfAbsent(table, t -> new Items()).add(row.list("items"), row.text("column"));
  }

  private void object(Row row, Map<Access.Key, Access> access) throws SQLException {
    QualifiedName name = new QualifiedName(row.text("schema"), row.text("name"));
    if (ignored.test(name)) return;
    String word = row.text("word");
    String owner = row.text("owner");
    Access.Key key = new Access.Key(Access.Kind.GRANTS, word, name);
    Access.Key owned = key.withKind(Access.Kind.OWNER);
    // The sequence of a column belongs to the owner of the table.
    if (!row.flag("of_column"))
      access.put(owned, new Access(owned, owner, Optional.of(owner), Set.of()));
    Items items = word.equals(Access.TABLE) ? columns.getOrDefault(name, new Items()) : new Items();
    GrantList grants;
    if (row.flag("usual")) {
      grants = new GrantList(items.roles);
      grants = grants.and(DefaultAccess.of(DefaultPrivileges.NONE, owner, word, ""));
    } else {
      items.add(row.list("items"), "");
      grants = items.without(owner, Privileges.of(word, dialect.engine().version()));
    }
    items.grantors.remove(owner);
    access.put(key, new Access(key, grants.toString(), Optional.of(owner), items.grantors));
  }

  private void rule(Row row, Map<Rule, GrantList> rules) throws SQLException {
    if (row.text("objects").isEmpty()) return;
    Rule rule = new Rule(row.text("objects"), row.text("role"), row.text("schema"));
    Items items = new Items();
    items.add(row.list("items"), "");
    Set<String> all = Privileges.of(Privileges.single(rule.objects()), dialect.engine().version());
    GrantList grants =
        rule.schema().isEmpty() ? items.without(rule.role(), all) : new GrantList(items.roles);
    if (!grants.equals(DefaultAccess.without(rule))) rules.put(rule, grants);
  }
}
